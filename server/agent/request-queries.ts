import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { agentRequest, agentToolCall } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** Asks for a request's end, and gives its status; undefined when it is not there. */
export async function requestStop(tx: TenantTx, id: string) {
  await tx
    .update(agentRequest)
    .set({ cancelRequestedAt: new Date() })
    .where(
      and(
        eq(agentRequest.id, id),
        isNull(agentRequest.cancelRequestedAt),
        inArray(agentRequest.status, ["pending", "in_progress"]),
      ),
    );
  const [row] = await tx
    .select({ conversationId: agentRequest.conversationId, status: agentRequest.status })
    .from(agentRequest)
    .where(eq(agentRequest.id, id));
  return row;
}

export async function getResponse(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({ messageId: agentRequest.responseMessageId })
    .from(agentRequest)
    .where(eq(agentRequest.id, id));
  return row;
}

export async function getToolCall(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      id: agentToolCall.id,
      requestId: agentToolCall.agentRequestId,
      conversationId: agentRequest.conversationId,
      approval: agentToolCall.approval,
      expiresAt: agentToolCall.expiresAt,
    })
    .from(agentToolCall)
    .innerJoin(agentRequest, eq(agentRequest.id, agentToolCall.agentRequestId))
    .where(eq(agentToolCall.id, id));
  return row;
}

/** Decides about a tool call that waits; undefined when it does not wait any more. */
export async function updateToolCall(
  tx: TenantTx,
  decision: { id: string; userId: string; approval: "approved" | "rejected"; reason: string | null },
) {
  const now = new Date();
  const [row] = await tx
    .update(agentToolCall)
    .set({
      ...{ approval: decision.approval, reason: decision.reason },
      ...{ decidedByUserId: decision.userId, decidedAt: now },
    })
    .where(
      and(
        eq(agentToolCall.id, decision.id),
        eq(agentToolCall.approval, "pending"),
        gt(agentToolCall.expiresAt, now),
      ),
    )
    .returning({ id: agentToolCall.id, approval: agentToolCall.approval });
  return row;
}
