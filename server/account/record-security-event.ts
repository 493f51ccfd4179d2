import { getDatabase } from "@/db/client";
import { securityEvent } from "@/db/schema";
import { withoutSecrets } from "@/server/audit/without-secrets";
import { log } from "@/server/log";
import { correlationId, currentRequest } from "@/server/operation/request-scope";

/** `noun.verb`, in small letters: what happened. A CHECK of the table holds to the shape. */
export type SecurityAction = `${string}.${string}`;

/** Whose account an event is about, who did it, and what else to remember. */
export interface SecurityEventAbout {
  /** The person whose account it is and who reads it in their security log; null where there is none (any more). */
  userId: string | null;
  headers: Headers | undefined;
  /** Who did it: by default that person. Stays when the account is gone, as an id that names nobody. */
  actorId?: string | null;
  /** Never a password, a token or a code; an address only of an account that exists. */
  data?: Record<string, unknown>;
}

/** The row of a security event, for those who write it in a transaction of their own. */
export function securityEventRow(action: SecurityAction, about: SecurityEventAbout) {
  const { userId, headers, actorId = userId, data = {} } = about;
  return {
    ...{ action, userId, actorId, correlationId: correlationId(), ip: currentRequest()?.address ?? null },
    eventData: withoutSecrets(data),
    userAgent: headers?.get("user-agent")?.slice(0, 400) ?? null,
  } satisfies typeof securityEvent.$inferInsert;
}

/** Writes down a sign-in, a failure or a reset. A full disk must not keep anybody out, so a failure is only logged. */
export async function recordSecurityEvent(action: SecurityAction, about: SecurityEventAbout): Promise<void> {
  try {
    const { orm } = await getDatabase();
    await orm.insert(securityEvent).values(securityEventRow(action, about));
  } catch (error) {
    log.error({ err: error, action }, "A security event could not be written");
  }
}
