import { and, asc, eq, inArray, lt, max, sql } from "drizzle-orm";
import {
  agentEvent,
  agentRequest,
  agentSession,
  conversation,
  conversationMessage,
  conversationStep,
  member,
} from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** A request with what whoever works on it needs to know of its conversation. */
export async function getRequestToRun(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      id: agentRequest.id,
      conversationId: agentRequest.conversationId,
      userId: agentRequest.userId,
      agentType: agentRequest.agentType,
      status: agentRequest.status,
      leaseToken: agentRequest.leaseToken,
      cancelRequestedAt: agentRequest.cancelRequestedAt,
      triggeringMessageId: agentRequest.triggeringMessageId,
      responseMessageId: agentRequest.responseMessageId,
      stepId: agentRequest.conversationStepId,
      audience: conversation.audience,
      title: conversation.title,
      plan: conversation.plan,
      planHash: conversation.planHash,
      conversationStatus: conversation.status,
      question: conversationMessage.text,
      context: agentSession.contextState,
      modelId: agentSession.modelId,
    })
    .from(agentRequest)
    .innerJoin(conversation, eq(conversation.id, agentRequest.conversationId))
    .innerJoin(conversationMessage, eq(conversationMessage.id, agentRequest.triggeringMessageId))
    .leftJoin(agentSession, eq(agentSession.conversationId, conversation.id))
    .where(eq(agentRequest.id, id));
  return row;
}

export type RequestToRun = NonNullable<Awaited<ReturnType<typeof getRequestToRun>>>;

export async function claimRequest(tx: TenantTx, id: string, leaseToken: string) {
  const [row] = await tx
    .update(agentRequest)
    .set({ status: "in_progress", progress: "searching", leaseToken, startedAt: new Date() })
    .where(and(eq(agentRequest.id, id), eq(agentRequest.status, "pending")))
    .returning({ id: agentRequest.id });
  return row;
}

/** Whether the request is still this worker's, and whether somebody wants it to end; undefined when it is not. */
export async function touchRequest(
  tx: TenantTx,
  lease: { requestId: string; leaseToken: string },
  progress: (typeof agentRequest.$inferSelect)["progress"],
) {
  const [row] = await tx
    .update(agentRequest)
    .set({ progress })
    .where(
      and(
        eq(agentRequest.id, lease.requestId),
        eq(agentRequest.leaseToken, lease.leaseToken),
        eq(agentRequest.status, "in_progress"),
      ),
    )
    .returning({ cancelRequestedAt: agentRequest.cancelRequestedAt, audience: agentRequest.audience });
  return row;
}

export async function insertEvents(tx: TenantTx, events: (typeof agentEvent.$inferInsert)[]): Promise<void> {
  if (events.length > 0) await tx.insert(agentEvent).values(events);
}

export async function getLastSequence(tx: TenantTx, requestId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(agentEvent.sequence) })
    .from(agentEvent)
    .where(eq(agentEvent.agentRequestId, requestId));
  return row?.last ?? 0;
}

export function listEvents(tx: TenantTx, requestId: string) {
  return tx
    .select({ sequence: agentEvent.sequence, type: agentEvent.type, data: agentEvent.eventData })
    .from(agentEvent)
    .where(eq(agentEvent.agentRequestId, requestId))
    .orderBy(asc(agentEvent.sequence));
}

export async function setResponse(
  tx: TenantTx,
  id: string,
  values: Pick<typeof conversationMessage.$inferInsert, "parts" | "text">,
): Promise<void> {
  await tx.update(conversationMessage).set(values).where(eq(conversationMessage.id, id));
}

export async function settleRequest(
  tx: TenantTx,
  id: string,
  values: Partial<
    Pick<
      typeof agentRequest.$inferInsert,
      "status" | "failure" | "error" | "inputTokens" | "outputTokens" | "cost"
    >
  >,
) {
  const [row] = await tx
    .update(agentRequest)
    .set({ ...values, progress: "done", completedAt: new Date() })
    .where(and(eq(agentRequest.id, id), inArray(agentRequest.status, ["pending", "in_progress"])))
    .returning({ id: agentRequest.id });
  return row;
}

/** What the calls of a request took, where its worker cannot say so itself any more. */
export async function setRequestUsage(
  tx: TenantTx,
  id: string,
  usage: { inputTokens: number; outputTokens: number; cost: string },
): Promise<void> {
  await tx.update(agentRequest).set(usage).where(eq(agentRequest.id, id));
}

/** Locks the conversation's row, notes that something was said, and gives it a title where it has none. */
export async function touchConversation(tx: TenantTx, id: string, title: string | null) {
  const [row] = await tx
    .update(conversation)
    .set({
      lastMessageAt: new Date(),
      ...(title === null ? {} : { title: sql`coalesce(${conversation.title}, ${title})` }),
    })
    .where(eq(conversation.id, id))
    .returning({ audience: conversation.audience, title: conversation.title });
  return row;
}

/** The messages above one, oldest first, itself left out; at most `limit` of them. */
export async function listHistory(tx: TenantTx, messageId: string, limit: number) {
  const answer = await tx.execute(sql`
    with recursive path as (
      select id, parent_message_id, role, text, 0 as depth from conversation_message where id = ${messageId}
      union all
      select m.id, m.parent_message_id, m.role, m.text, p.depth + 1
      from conversation_message m join path p on m.id = p.parent_message_id where p.depth < ${limit}
    ) select id, role, text from path where depth > 0 order by depth desc`);
  return (answer as unknown as { rows: { id: string; role: string; text: string }[] }).rows;
}

export async function getStep(tx: TenantTx, id: string) {
  const [row] = await tx.select().from(conversationStep).where(eq(conversationStep.id, id));
  return row;
}

/** Whether nothing was written about a request under way for so long: by the database's clock. */
export async function wasSilentFor(tx: TenantTx, id: string, ms: number): Promise<boolean> {
  const [row] = await tx
    .select({ id: agentRequest.id })
    .from(agentRequest)
    .where(
      and(
        eq(agentRequest.id, id),
        lt(agentRequest.updatedAt, sql`clock_timestamp() - make_interval(secs => ${ms / 1000})`),
      ),
    );
  return row !== undefined;
}

export async function isMember(tx: TenantTx, userId: string): Promise<boolean> {
  const rows = await tx.select({ id: member.id }).from(member).where(eq(member.userId, userId));
  return rows.length > 0;
}
