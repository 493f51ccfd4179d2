import type { TenantTx } from "@/db/tenant";
import { proposeEntry } from "@/server/knowledge/propose-entry";
import type { ComposedMessage } from "./compose-message";
import { PLAN_CHANGED, REPOSITORY_GONE } from "./endings";
import { getRequestToRun, getStep, type RequestToRun } from "./queries";
import { insertNote, moveStep } from "./result-queries";
import type { Ending } from "./settle";

/**
 * Writes down how a step went, with its note or entry, in the transaction that ends its request; other requests pass through.
 * A plan that was reopened or changed meanwhile takes no result: the request is then refused, and says why.
 */
export async function settleStep(
  tx: TenantTx,
  settled: { organizationId: string; request: RequestToRun; composed: ComposedMessage; ending: Ending },
): Promise<Ending> {
  const { organizationId, request, composed, ending } = settled;
  const { stepId, conversationId } = request;
  if (stepId === null) return ending;
  const step = await getStep(tx, stepId);
  // Read again: the row of the conversation is held only since a moment ago.
  if (!step || !(await isConfirmed(tx, request.id, step.planHash)))
    return { status: "failed", failure: "refused", error: PLAN_CHANGED };
  if (step.status !== "in_progress") return ending;
  if (ending.status === "completed" && composed.note) {
    const { noteId, title, content } = composed.note;
    await insertNote(tx, {
      ...{ id: noteId, organizationId, audience: step.audience, conversationId },
      ...{ conversationStepId: stepId, title, content },
    });
  }
  const isProposed = ending.status !== "completed" || (await propose(tx, { ...settled, stepId }));
  const came: Ending = isProposed
    ? ending
    : { ...ending, status: "failed", failure: "refused", error: REPOSITORY_GONE };
  await moveStep(
    tx,
    { id: stepId, from: "in_progress" },
    came.status === "completed"
      ? {
          status: "completed",
          resultMessageId: request.responseMessageId,
          error: null,
          completedAt: new Date(),
        }
      : { status: "failed", error: came.error ?? "The step was stopped.", completedAt: new Date() },
  );
  return came;
}

/** What was approved while the step ran is there already, and stays deleted where a person has deleted it since. */
async function propose(
  tx: TenantTx,
  of: { organizationId: string; composed: ComposedMessage; stepId: string },
): Promise<boolean> {
  const { knowledge } = of.composed;
  if (!knowledge || knowledge.isKept) return true;
  const { entryId: id, entry } = knowledge;
  return proposeEntry(tx, { id, organizationId: of.organizationId, conversationStepId: of.stepId, entry });
}

async function isConfirmed(tx: TenantTx, requestId: string, planHash: string): Promise<boolean> {
  const now = await getRequestToRun(tx, requestId);
  return now?.conversationStatus === "confirmed" && now.planHash === planHash;
}
