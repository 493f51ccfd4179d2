import type { TenantTx } from "@/db/tenant";
import { listBegunCalls, listRecordedCalls } from "./note-call";
import { recordCall } from "./record-call";
import { refundRequest } from "./reserve-request";
import { sumCalls } from "./sum-calls";

/** A request that no living worker works on any more. */
export interface LostRequest {
  organizationId: string;
  requestId: string;
  /** On whose behalf the model was asked. */
  userId: string | null;
  audience: string;
  /** What is kept of the answer. */
  text: string;
}

/**
 * Settles what a request had taken whose process was killed or stopped: the call that was under way gets its row in the
 * ledger, as failed and with estimated tokens, and the plan gets its request back. Once, however often it is said.
 * Gives what all calls of the request took together.
 */
export async function settleLostCalls(tx: TenantTx, lost: LostRequest) {
  const { organizationId, requestId, userId, audience, text } = lost;
  const recorded = await listRecordedCalls(tx, requestId);
  const open = (await listBegunCalls(tx, requestId)).slice(recorded.length);
  const ids = recorded.map(({ id }) => id);
  let outputTokens = Math.max(
    0,
    Math.ceil(text.length / 4) - recorded.reduce((sum, one) => sum + one.outputTokens, 0),
  );
  for (const { apiModelId, feature, inputTokens, begunAt } of open) {
    const id = await recordCall(tx, {
      ...{ organizationId, userId, audience, apiModelId, feature, correlationId: requestId },
      usage: { inputTokens, outputTokens, cachedInputTokens: 0, isEstimated: true },
      ...{ latencyMs: Math.max(0, Date.now() - begunAt.getTime()), stopReason: "failed:interrupted" },
      // What was sent went with the process.
      ...{ systemPrompt: "", request: {}, response: text === "" ? null : { text } },
    });
    ids.push(id);
    outputTokens = 0;
  }
  await refundRequest(tx, { requestId, organizationId });
  return sumCalls(tx, ids);
}

/**
 * The same for a request whose conversation was deleted after its process had died. One that had come to its end
 * before, all of its calls being in the ledger, keeps what it took.
 */
export async function settleDeletedRequest(
  tx: TenantTx,
  deleted: { organizationId: string; requestId: string },
): Promise<void> {
  const recorded = await listRecordedCalls(tx, deleted.requestId);
  const begun = await listBegunCalls(tx, deleted.requestId);
  if (recorded.length > 0 && begun.length <= recorded.length) return;
  await settleLostCalls(tx, { ...deleted, userId: null, audience: "organization", text: "" });
}
