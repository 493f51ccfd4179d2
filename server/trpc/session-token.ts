import { createHmac, randomBytes } from "node:crypto";
import { createEndpoint } from "better-call";

/** What of Better Auth's context a cookie is verified with. */
interface Signing {
  authCookies: { sessionToken: { name: string } };
  secret: string;
}

const MAX_KNOWN = 2_000;
const key = randomBytes(32);
const known = new WeakMap<Signing, Map<string, string>>();

/**
 * The token in a request's session cookie, when this server has signed it: verified by Better Auth's own code, which
 * compares signatures in constant time. It says nothing about whether there is such a session.
 *
 * A cookie that was found good is known from then on, by a hash under a key that nobody outside of this process can
 * guess at, because a verification costs more than the statement after it. A bad one is verified anew each time.
 */
export async function readSessionToken(headers: Headers, signing: Signing): Promise<string | undefined> {
  const cookie = headers.get("cookie");
  if (!cookie) return undefined;
  const tokens = known.get(signing) ?? new Map<string, string>();
  known.set(signing, tokens);
  const hash = createHmac("sha256", key).update(cookie).digest("base64");
  const token = tokens.get(hash) ?? (await verify(headers, signing));
  if (token === undefined) return undefined;
  // Whoever comes again moves to the end; the one that has not come for longest stands first.
  tokens.delete(hash);
  tokens.set(hash, token);
  const [oldest] = tokens.size > MAX_KNOWN ? tokens.keys() : [];
  if (oldest !== undefined) tokens.delete(oldest);
  return token;
}

async function verify(headers: Headers, { authCookies, secret }: Signing): Promise<string | undefined> {
  const read = createEndpoint({ method: "GET", requireHeaders: true }, (request) =>
    request.getSignedCookie(authCookies.sessionToken.name, secret),
  );
  return (await read({ headers })) || undefined;
}
