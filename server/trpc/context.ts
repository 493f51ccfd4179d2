import { randomUUID } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { session } from "@/db/schema";
import { getAuth } from "@/server/auth";
import { currentRequest, noteCaller } from "@/server/operation/request-scope";

/** Who is asking. Membership and role are not here: they are read again in every tenant transaction. */
export interface Caller {
  userId: string;
  sessionId: string;
  activeOrganizationId: string | null;
}

export interface Context {
  /** Answers once a request; undefined when nobody is signed in. */
  caller: () => Promise<Caller | undefined>;
  /** Who is asking now: a stream outlives the answer of `caller`. */
  lookAgain: () => Promise<Caller | undefined>;
  headers: Headers;
  /** The number of the request, in every log line, the answer's `x-request-id` and audit events. */
  correlationId: string;
}

export function createContext(headers: Headers): Context {
  let caller: Promise<Caller | undefined> | undefined;
  return {
    caller: () => {
      caller ??= authenticate(headers).then((found) => {
        if (found) noteCaller({ userId: found.userId, organizationId: found.activeOrganizationId });
        return found;
      });
      return caller;
    },
    lookAgain: () => authenticate(headers),
    headers,
    correlationId: currentRequest()?.requestId ?? randomUUID(),
  };
}

async function authenticate(headers: Headers): Promise<Caller | undefined> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return bearer === undefined ? callerOfCookie(headers) : callerOfToken(bearer);
}

async function callerOfCookie(headers: Headers): Promise<Caller | undefined> {
  const found = await (await getAuth()).api.getSession({ headers });
  if (!found) return undefined;
  return {
    userId: found.user.id,
    sessionId: found.session.id,
    activeOrganizationId: found.session.activeOrganizationId ?? null,
  };
}

/** A token is worth what its session is: signing out ends both, though the signature would hold on. */
async function callerOfToken(token: string): Promise<Caller | undefined> {
  const { payload } = await (await getAuth()).api.verifyJWT({ body: { token } });
  if (!payload?.sub || typeof payload.sessionId !== "string") return undefined;
  const { orm } = await getDatabase();
  const [live] = await orm
    .select({ id: session.id })
    .from(session)
    .where(
      and(
        eq(session.id, payload.sessionId),
        eq(session.userId, payload.sub),
        gt(session.expiresAt, new Date()),
      ),
    );
  if (!live) return undefined;
  const organizationId = payload.organizationId;
  return {
    userId: payload.sub,
    sessionId: live.id,
    activeOrganizationId: typeof organizationId === "string" ? organizationId : null,
  };
}
