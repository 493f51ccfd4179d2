import { generateKeyPairSync, sign } from "node:crypto";

type Claims = Record<string, unknown>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Header and claims of a token, unchecked. */
export function readToken(token: string): { header: Claims; claims: Claims } {
  const [header = "", claims = ""] = token.split(".");
  const decode = (part: string): Claims => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  return { header: decode(header), claims: decode(claims) };
}

/** The same claims under the same key id, signed by somebody who does not have the key. */
export function forgeToken(token: string, changes: Claims = {}): string {
  const { header, claims } = readToken(token);
  const signed = `${encode(header)}.${encode({ ...claims, ...changes })}`;
  return `${signed}.${sign(null, Buffer.from(signed), generateKeyPairSync("ed25519").privateKey).toString("base64url")}`;
}

/** The same claims, without any signature, or with the old one under other claims. */
export function unsignToken(token: string, changes: Claims = {}): string {
  const { header, claims } = readToken(token);
  return `${encode({ ...header, alg: "none" })}.${encode({ ...claims, ...changes })}.`;
}

export function swapClaims(token: string, changes: Claims): string {
  const [header, , signature] = token.split(".");
  return `${header}.${encode({ ...readToken(token).claims, ...changes })}.${signature}`;
}
