import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret for a link, and what is kept of it: 256 bits, of which the hash tells nothing. */
export function newSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, hash: hashOf(secret) };
}

export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** What a link carries: which invitation, and that its holder was given it. */
export const tokenOf = (id: string, secret: string): string => `${id}.${secret}`;

/** Takes a link's token apart; undefined when it has not the shape of one. */
export function readToken(token: string): { id: string; secret: string } | undefined {
  const [, id, secret] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Whether a secret is the one of this hash, in the same time for every wrong one. */
export function isSecretOf(secret: string, hash: string | null): boolean {
  const [given, wanted] = [Buffer.from(hashOf(secret)), Buffer.from(hash ?? "")];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
