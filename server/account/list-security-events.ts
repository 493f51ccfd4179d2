import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { securityEvent } from "@/db/schema";
import type { EventCursor } from "@/server/audit/event-cursor";
import type { SecurityFilter } from "@/server/audit/event-input";

/** What happened to one person's account, newest first. */
export async function listSecurityEvents(
  userId: string,
  page: { filter: SecurityFilter; after: EventCursor | null; limit: number },
) {
  const { filter, after, limit } = page;
  const { orm } = await getDatabase();
  return orm
    .select({
      id: securityEvent.id,
      createdAt: securityEvent.createdAt,
      actorId: securityEvent.actorId,
      action: securityEvent.action,
      data: securityEvent.eventData,
      correlationId: securityEvent.correlationId,
      ip: securityEvent.ip,
      userAgent: securityEvent.userAgent,
    })
    .from(securityEvent)
    .where(
      and(
        eq(securityEvent.userId, userId),
        filter.action === undefined ? undefined : eq(securityEvent.action, filter.action),
        filter.from === undefined ? undefined : gte(securityEvent.createdAt, filter.from),
        filter.to === undefined ? undefined : lt(securityEvent.createdAt, filter.to),
        after === null
          ? undefined
          : sql`(${securityEvent.createdAt}, ${securityEvent.id}) < (${new Date(after.at).toISOString()}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(securityEvent.createdAt), desc(securityEvent.id))
    .limit(limit);
}

/** The kinds of events that one person's log holds. */
export async function listSecurityActions(userId: string): Promise<string[]> {
  const { orm } = await getDatabase();
  const rows = await orm
    .selectDistinct({ action: securityEvent.action })
    .from(securityEvent)
    .where(eq(securityEvent.userId, userId))
    .orderBy(securityEvent.action);
  return rows.map(({ action }) => action);
}
