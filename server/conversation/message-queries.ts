import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { agentRequest, agentToolCall, citation, conversationMessage, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

export async function insertMessage(tx: TenantTx, values: MessageValues) {
  const [row] = await tx
    .insert(conversationMessage)
    .values({ ...values, sequence: nextSequence(values.conversationId) })
    .onConflictDoNothing({
      target: [conversationMessage.organizationId, conversationMessage.userId, conversationMessage.clientKey],
    })
    .returning({ id: conversationMessage.id });
  return row;
}

type MessageValues = Omit<typeof conversationMessage.$inferInsert, "sequence">;

/** The next place in a conversation; whoever writes one holds the conversation's row. */
const nextSequence = (conversationId: string) =>
  sql<number>`(select coalesce(max(m.sequence), 0) + 1 from conversation_message m where m.conversation_id = ${conversationId})`;

/** What was made when a person sent with this key before. */
export async function getSent(tx: TenantTx, userId: string, clientKey: string) {
  const [row] = await tx
    .select({
      messageId: conversationMessage.id,
      conversationId: conversationMessage.conversationId,
      requestId: agentRequest.id,
      responseMessageId: agentRequest.responseMessageId,
    })
    .from(conversationMessage)
    .innerJoin(agentRequest, eq(agentRequest.triggeringMessageId, conversationMessage.id))
    .where(and(eq(conversationMessage.userId, userId), eq(conversationMessage.clientKey, clientKey)))
    .orderBy(asc(agentRequest.createdAt), asc(agentRequest.id))
    .limit(1);
  return row;
}

/** What was asked when a person asked again with this key before. */
export async function getAsked(tx: TenantTx, userId: string, clientKey: string) {
  const [row] = await tx
    .select({
      messageId: agentRequest.triggeringMessageId,
      conversationId: agentRequest.conversationId,
      requestId: agentRequest.id,
      responseMessageId: agentRequest.responseMessageId,
    })
    .from(agentRequest)
    .where(and(eq(agentRequest.userId, userId), eq(agentRequest.clientKey, clientKey)));
  return row;
}

export async function getMessage(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      id: conversationMessage.id,
      conversationId: conversationMessage.conversationId,
      parentMessageId: conversationMessage.parentMessageId,
      role: conversationMessage.role,
    })
    .from(conversationMessage)
    .where(eq(conversationMessage.id, id));
  return row;
}

/** The newest message of a conversation, or the newest one below `through`. */
export async function getNewestLeaf(
  tx: TenantTx,
  conversationId: string,
  through: string | undefined,
): Promise<string | undefined> {
  const statement =
    through === undefined
      ? sql`select id from conversation_message where conversation_id = ${conversationId} order by sequence desc limit 1`
      : sql`with recursive below as (
          select id, sequence from conversation_message
            where conversation_id = ${conversationId} and id = ${through}
          union all
          select m.id, m.sequence from conversation_message m
            join below b on m.conversation_id = ${conversationId} and m.parent_message_id = b.id
        ) select id from below order by sequence desc limit 1`;
  const { rows } = (await tx.execute(statement)) as unknown as { rows: { id: string }[] };
  return rows[0]?.id;
}

/** From a message up to the root, at most `limit` of them, lowest first. */
export async function listPathIds(
  tx: TenantTx,
  { conversationId, from, limit }: { conversationId: string; from: string; limit: number },
): Promise<string[]> {
  const { rows } = (await tx.execute(sql`
    with recursive path as (
      select id, parent_message_id, 1 as depth from conversation_message
        where conversation_id = ${conversationId} and id = ${from}
      union all
      select m.id, m.parent_message_id, p.depth + 1 from conversation_message m
        join path p on m.conversation_id = ${conversationId} and m.id = p.parent_message_id
        where p.depth < ${limit}
    ) select id from path order by depth`)) as unknown as { rows: { id: string }[] };
  return rows.map(({ id }) => id);
}

export function listMessages(tx: TenantTx, ids: string[]) {
  return tx
    .select({
      id: conversationMessage.id,
      parentMessageId: conversationMessage.parentMessageId,
      sequence: conversationMessage.sequence,
      role: conversationMessage.role,
      userId: conversationMessage.userId,
      authorName: user.name,
      parts: conversationMessage.parts,
      text: conversationMessage.text,
      clientKey: conversationMessage.clientKey,
      createdAt: conversationMessage.createdAt,
      request: {
        id: agentRequest.id,
        agentType: agentRequest.agentType,
        status: agentRequest.status,
        progress: agentRequest.progress,
        failure: agentRequest.failure,
        error: agentRequest.error,
        stepId: agentRequest.conversationStepId,
        cancelRequestedAt: agentRequest.cancelRequestedAt,
        startedAt: agentRequest.startedAt,
        completedAt: agentRequest.completedAt,
      },
    })
    .from(conversationMessage)
    .leftJoin(user, eq(user.id, conversationMessage.userId))
    .leftJoin(
      agentRequest,
      and(
        eq(agentRequest.conversationId, conversationMessage.conversationId),
        eq(agentRequest.responseMessageId, conversationMessage.id),
      ),
    )
    .where(inArray(conversationMessage.id, ids))
    .orderBy(asc(conversationMessage.sequence));
}

export function listCitations(tx: TenantTx, messageIds: string[]) {
  return tx
    .select({
      id: citation.id,
      messageId: citation.messageId,
      claimIndex: citation.claimIndex,
      chunkId: citation.chunkId,
      sourceTable: citation.sourceTable,
      sourceId: citation.sourceId,
      repositoryId: citation.repositoryId,
      path: citation.path,
      startLine: citation.startLine,
      endLine: citation.endLine,
      startChar: citation.startChar,
      endChar: citation.endChar,
      quote: citation.quote,
      contentHash: citation.contentHash,
      verdict: citation.verdict,
      reason: citation.reason,
    })
    .from(citation)
    .where(inArray(citation.messageId, messageIds))
    .orderBy(asc(citation.claimIndex), asc(citation.position));
}

export function listToolCalls(tx: TenantTx, requestIds: string[]) {
  return tx
    .select({
      id: agentToolCall.id,
      requestId: agentToolCall.agentRequestId,
      toolName: agentToolCall.toolName,
      input: agentToolCall.input,
      approval: agentToolCall.approval,
      reason: agentToolCall.reason,
      expiresAt: agentToolCall.expiresAt,
    })
    .from(agentToolCall)
    .where(inArray(agentToolCall.agentRequestId, requestIds))
    .orderBy(asc(agentToolCall.createdAt), asc(agentToolCall.id));
}

/** The siblings of messages, oldest first: those with the same parent and role. */
export function listSiblings(tx: TenantTx, conversationId: string, parentIds: (string | null)[]) {
  const ids = parentIds.filter((id) => id !== null);
  const ofParents = ids.length > 0 ? inArray(conversationMessage.parentMessageId, ids) : sql`false`;
  return tx
    .select({
      id: conversationMessage.id,
      parentMessageId: conversationMessage.parentMessageId,
      role: conversationMessage.role,
    })
    .from(conversationMessage)
    .where(
      and(
        eq(conversationMessage.conversationId, conversationId),
        parentIds.includes(null)
          ? sql`(${conversationMessage.parentMessageId} is null or ${ofParents})`
          : ofParents,
      ),
    )
    .orderBy(asc(conversationMessage.sequence));
}

/** The request that an answer belongs to. */
export async function getRequestOf(tx: TenantTx, responseMessageId: string) {
  const [row] = await tx
    .select({
      id: agentRequest.id,
      status: agentRequest.status,
      agentType: agentRequest.agentType,
      stepId: agentRequest.conversationStepId,
      triggeringMessageId: agentRequest.triggeringMessageId,
    })
    .from(agentRequest)
    .where(eq(agentRequest.responseMessageId, responseMessageId));
  return row;
}
