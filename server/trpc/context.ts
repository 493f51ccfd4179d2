import { and, eq, gt } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { session } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { correlationId, noteCaller } from "@/server/operation/request-scope";
import { callerOfCookie } from "./caller-of-cookie";

/** Who is asking. Membership and role are not here: they are read again in every tenant transaction. */
export interface Caller {
  userId: string;
  sessionId: string;
  activeOrganizationId: string | null;
}

export interface Context {
  /** Answers once a request; undefined when nobody is signed in. */
  caller: () => Promise<Caller | undefined>;
  headers: Headers;
  /** The number of the request, in every log line, the answer's `x-request-id` and audit events. */
  correlationId: string;
}

/** `setCookie` takes the cookies of a session that was extended; without it none is. */
export function createContext(headers: Headers, setCookie?: (cookie: string) => void): Context {
  let caller: Promise<Caller | undefined> | undefined;
  return {
    caller: () => {
      caller ??= authenticate(headers, setCookie).then((found) => {
        if (found) noteCaller({ userId: found.userId, organizationId: found.activeOrganizationId });
        return found;
      });
      return caller;
    },
    headers,
    correlationId: correlationId(),
  };
}

async function authenticate(
  headers: Headers,
  setCookie: ((cookie: string) => void) | undefined,
): Promise<Caller | undefined> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return bearer === undefined ? callerOfCookie(headers, setCookie) : callerOfToken(bearer);
}

/** A token is worth what its session is: signing out ends both, though the signature would hold on. */
async function callerOfToken(token: string): Promise<Caller | undefined> {
  const { payload } = await (await getAuth()).api.verifyJWT({ body: { token } });
  if (!payload?.sub || typeof payload.sessionId !== "string") return undefined;
  if (!(await isSessionLive(payload.sessionId, payload.sub))) return undefined;
  const organizationId = payload.organizationId;
  return {
    userId: payload.sub,
    sessionId: payload.sessionId,
    activeOrganizationId: typeof organizationId === "string" ? organizationId : null,
  };
}

const TOUCH_AFTER_MS = 5 * 60_000;

/** Whether a session, of this person if one is named, has neither been ended nor run out. */
export async function isSessionLive(sessionId: string, userId?: string): Promise<boolean> {
  const { orm } = await getDatabase();
  const isOf = userId === undefined ? undefined : eq(session.userId, userId);
  const [live] = await orm
    .select({ id: session.id, updatedAt: session.updatedAt })
    .from(session)
    .where(and(eq(session.id, sessionId), isOf, gt(session.expiresAt, new Date())));
  // As a cookie does by itself: a program's use shows in the list of sessions, five minutes late at most.
  if (live && userId !== undefined && Date.now() - live.updatedAt.getTime() > TOUCH_AFTER_MS)
    await orm.update(session).set({ updatedAt: new Date() }).where(eq(session.id, live.id));
  return live !== undefined;
}
