import { eq } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { session } from "@/db/schema";
import { type Auth, getAuth } from "@/server/auth";
import type { Caller } from "./context";
import { readSessionToken } from "./session-token";

type AuthContext = Awaited<Auth["$context"]>;

/**
 * Who the session cookie of a request belongs to, with one statement.
 *
 * Better Auth's own look at a session takes two statements and its hooks, at every call. So its cookie is verified here
 * as it does it, and only a session that needs something done goes to it: one that has ended is cleared away, and one of
 * some age is extended when its new cookies can be handed to `setCookie`; else it waits for a request that can.
 */
export async function callerOfCookie(
  headers: Headers,
  setCookie: ((cookie: string) => void) | undefined,
): Promise<Caller | undefined> {
  const auth = await getAuth();
  const context = await auth.$context;
  const token = await readSessionToken(headers, context);
  if (token === undefined) return undefined;
  const { orm } = await getDatabase();
  // Its person exists: the foreign key ends a session with them.
  const [found] = await orm
    .select({
      userId: session.userId,
      sessionId: session.id,
      activeOrganizationId: session.activeOrganizationId,
      expiresAt: session.expiresAt,
    })
    .from(session)
    .where(eq(session.token, token));
  if (!found) return undefined;
  const { expiresAt, ...caller } = found;
  const hasEnded = expiresAt.getTime() <= Date.now();
  return hasEnded || (setCookie && isDue(expiresAt, context))
    ? askBetterAuth(auth, headers, setCookie)
    : caller;
}

/** Whether Better Auth would extend a session. One that is not to be remembered lasts for a day, and it leaves it alone. */
function isDue(expiresAt: Date, { sessionConfig }: AuthContext): boolean {
  const extendedAtMs = expiresAt.getTime() - sessionConfig.expiresIn * 1_000;
  return extendedAtMs + sessionConfig.updateAge * 1_000 <= Date.now();
}

async function askBetterAuth(
  auth: Auth,
  headers: Headers,
  setCookie: ((cookie: string) => void) | undefined,
): Promise<Caller | undefined> {
  const answer = await auth.api.getSession({ headers, returnHeaders: true });
  for (const cookie of answer.headers.getSetCookie()) setCookie?.(cookie);
  if (!answer.response) return undefined;
  const { user, session: extended } = answer.response;
  return {
    userId: user.id,
    sessionId: extended.id,
    activeOrganizationId: extended.activeOrganizationId ?? null,
  };
}
