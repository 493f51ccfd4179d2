import { TRPCError } from "@trpc/server";
import type { TenantTx } from "@/db/tenant";
import { getToolCall, updateToolCall } from "./request-queries";

/**
 * Approves a tool call that waits, or refuses it with a reason. Undefined when there is none; CONFLICT, with what became
 * of it, when it does not wait any more.
 */
export async function decideToolCall(
  tx: TenantTx,
  decision: { id: string; userId: string; reason: string | null },
) {
  const call = await getToolCall(tx, decision.id);
  if (!call) return undefined;
  const approval = decision.reason === null ? "approved" : "rejected";
  const decided = await updateToolCall(tx, { ...decision, approval });
  if (decided) return { ...decided, requestId: call.requestId, conversationId: call.conversationId };
  const became = call.approval === "pending" ? "expired" : call.approval;
  throw new TRPCError({
    code: "CONFLICT",
    message: `This tool call was ${became} already. The assistant goes on without asking again.`,
  });
}
