import { and, asc, gt, inArray, notInArray, or, sql } from "drizzle-orm";
import { agentEvent, agentRequest } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** The events of several requests, of each from a number on: by request, in their order. */
export function listEventsAfter(tx: TenantTx, places: { requestId: string; after: number }[]) {
  const ids = sql.param(places.map(({ requestId }) => requestId));
  const numbers = sql.param(places.map(({ after }) => after));
  return tx
    .select({
      requestId: agentEvent.agentRequestId,
      sequence: agentEvent.sequence,
      type: agentEvent.type,
      data: agentEvent.eventData,
    })
    .from(agentEvent)
    .innerJoin(
      sql`unnest(${ids}::text[], ${numbers}::int[]) as place (id, after)`,
      sql`${agentEvent.agentRequestId} = place.id and ${agentEvent.sequence} > place.after`,
    )
    .orderBy(asc(agentEvent.agentRequestId), asc(agentEvent.sequence));
}

/** Requests of these conversations that are under way or ended a moment ago, and those a reader follows already. */
export function listFollowed(
  tx: TenantTx,
  of: { conversationIds: string[]; requestIds: string[]; toldIds: string[] },
) {
  return tx
    .select({
      id: agentRequest.id,
      conversationId: agentRequest.conversationId,
      messageId: agentRequest.responseMessageId,
      status: agentRequest.status,
    })
    .from(agentRequest)
    .where(
      and(
        inArray(agentRequest.conversationId, of.conversationIds),
        or(
          inArray(agentRequest.status, ["pending", "in_progress"]),
          // What begins and ends between two readings must be told as well.
          gt(agentRequest.completedAt, sql`now() - interval '60 seconds'`),
          of.requestIds.length > 0 ? inArray(agentRequest.id, of.requestIds) : undefined,
        ),
        of.toldIds.length > 0 ? notInArray(agentRequest.id, of.toldIds) : undefined,
      ),
    )
    .orderBy(asc(agentRequest.createdAt), asc(agentRequest.id));
}
