import { and, eq, sql } from "drizzle-orm";
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
