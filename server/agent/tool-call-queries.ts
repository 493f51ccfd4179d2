import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { agentRequest, agentToolCall } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** For whom a request's conversation is now; undefined when it is deleted. */
export async function getAudience(tx: TenantTx, requestId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ audience: agentRequest.audience })
    .from(agentRequest)
    .where(eq(agentRequest.id, requestId));
  return row?.audience;
}

/** A request as it is, until the end of the transaction; undefined when it is deleted. */
export async function holdRequest(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({ audience: agentRequest.audience, failure: agentRequest.failure })
    .from(agentRequest)
    .where(eq(agentRequest.id, id))
    .for("no key update");
  return row;
}

export async function insertToolCall(
  tx: TenantTx,
  values: typeof agentToolCall.$inferInsert,
): Promise<string | undefined> {
  const [row] = await tx.insert(agentToolCall).values(values).returning({ id: agentToolCall.id });
  return row?.id;
}

export async function setToolOutput(
  tx: TenantTx,
  id: string,
  output: Record<string, unknown>,
): Promise<void> {
  await tx.update(agentToolCall).set({ output }).where(eq(agentToolCall.id, id));
}

/** Marks as expired what has waited for a person until now, by the database's clock. */
export function expireDueToolCalls(tx: TenantTx) {
  return tx
    .update(agentToolCall)
    .set({ approval: "expired" })
    .where(and(eq(agentToolCall.approval, "pending"), lte(agentToolCall.expiresAt, sql`now()`)))
    .returning({ id: agentToolCall.id });
}

/** The tool calls behind these answers that were not approved, oldest first. */
export function listRefusedToolCalls(tx: TenantTx, messageIds: string[]) {
  return tx
    .select({
      messageId: agentRequest.responseMessageId,
      toolName: agentToolCall.toolName,
      approval: agentToolCall.approval,
      reason: agentToolCall.reason,
    })
    .from(agentToolCall)
    .innerJoin(agentRequest, eq(agentRequest.id, agentToolCall.agentRequestId))
    .where(
      and(
        inArray(agentRequest.responseMessageId, messageIds),
        inArray(agentToolCall.approval, ["rejected", "expired"]),
      ),
    )
    .orderBy(asc(agentToolCall.createdAt), asc(agentToolCall.id));
}

/** What a person has decided about a call so far, and whether the time to decide is over; undefined when it is gone. */
export async function getDecision(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      approval: agentToolCall.approval,
      reason: agentToolCall.reason,
      isOver: sql<boolean>`${agentToolCall.expiresAt} <= now()`,
    })
    .from(agentToolCall)
    .where(eq(agentToolCall.id, id));
  return row;
}

export async function expireToolCall(tx: TenantTx, id: string): Promise<void> {
  await tx
    .update(agentToolCall)
    .set({ approval: "expired" })
    .where(and(eq(agentToolCall.id, id), eq(agentToolCall.approval, "pending")));
}

/** Nobody waits any more for what was asked by a request that has ended. */
export async function expireToolCalls(tx: TenantTx, requestId: string): Promise<void> {
  await tx
    .update(agentToolCall)
    .set({ approval: "expired" })
    .where(and(eq(agentToolCall.agentRequestId, requestId), eq(agentToolCall.approval, "pending")));
}
