import { type TenantTx, withTenant } from "@/db/tenant";
import { AnswerError, type AnswerEvent, type AnswerInput } from "./answerer";
import { waitForDecision } from "./await-decision";
import { beginToolCall } from "./begin-tool-call";
import { PLAN_CHANGED, REPOSITORY_GONE } from "./endings";
import { getRequestToRun, getStep, touchConversation } from "./queries";
import { getAudience, setToolOutput } from "./tool-call-queries";

type Step = NonNullable<Awaited<ReturnType<typeof getStep>>>;

/** What a model wants to write, ready to be written as soon as a person agrees. */
export interface Writing {
  /** What it is called in a sentence. */
  noun: "note" | "entry";
  /** What the person reads before they decide: all that would be written. */
  shown: Record<string, unknown>;
  /** What is kept of it with the call. */
  output: Record<string, unknown>;
  /** That it is written. */
  event: Extract<AnswerEvent, { type: "note" | "knowledge" }>;
  /** Writes it in the transaction that holds the conversation's row; false when the place for it is gone. */
  keep(tx: TenantTx, step: Step): Promise<boolean>;
}

/** What came of one call, and what the model is told of it. */
export interface Written {
  text: string;
  isKept: boolean;
  /** False once nobody was there to decide: the answer must not wait for them again and again. */
  mayAskAgain: boolean;
}

/** Asks a person whether something may be written, waits for the answer, and writes it if so. */
export async function* askToWrite(
  input: AnswerInput,
  { toolName, writing }: { toolName: string; writing: Writing },
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, Written> {
  const { organizationId, requestId } = input;
  const { noun } = writing;
  const id = await withTenant({ organizationId, as: "agent" }, async (tx) => {
    const audience = await getAudience(tx, requestId);
    if (audience === undefined) return undefined;
    return beginToolCall(tx, {
      ...{ organizationId, audience, agentRequestId: requestId, toolName, input: writing.shown },
    });
  });
  if (id === undefined)
    throw new AnswerError("refused", "The conversation was deleted while it was answered.");
  yield { type: "tool", toolCallId: id, approval: "pending" };
  const decision = await waitForDecision({ organizationId, requestId, toolCallId: id }, signal);
  yield { type: "tool", toolCallId: id, approval: decision.approval };
  if (decision.approval === "expired")
    return { ...refused("Nobody decided within ten minutes, so nothing was written."), mayAskAgain: false };
  if (decision.approval === "rejected")
    return refused(
      `A person refused this ${noun}, and nothing was written. Their reason: ${decision.reason}`,
    );
  const outcome = await withTenant({ organizationId, as: "agent" }, (tx) =>
    keep(tx, { input, toolCallId: id, writing }),
  );
  if (outcome === "plan changed") throw new AnswerError("refused", PLAN_CHANGED);
  if (outcome === "place gone") throw new AnswerError("refused", REPOSITORY_GONE);
  yield writing.event;
  return { text: `A person approved the ${noun}, and it is kept.`, isKept: true, mayAskAgain: true };
}

/** Writes it and what became of the call together, as long as the plan is the one that was confirmed. */
async function keep(
  tx: TenantTx,
  { input, toolCallId, writing }: { input: AnswerInput; toolCallId: string; writing: Writing },
): Promise<"kept" | "plan changed" | "place gone"> {
  const held = await touchConversation(tx, input.conversationId, null);
  const request = held && (await getRequestToRun(tx, input.requestId));
  const step = request?.stepId ? await getStep(tx, request.stepId) : undefined;
  if (!request || !step) return "plan changed";
  if (request.conversationStatus !== "confirmed" || request.planHash !== step.planHash) return "plan changed";
  if (!(await writing.keep(tx, step))) return "place gone";
  await setToolOutput(tx, toolCallId, writing.output);
  return "kept";
}

const refused = (words: string): Written => ({ text: words, isKept: false, mayAskAgain: true });
