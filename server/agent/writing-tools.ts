import { z } from "zod";
import { newId } from "@/db/columns";
import { type TenantTx, withTenant } from "@/db/tenant";
import type { ModelTool } from "@/server/model/stream-model";
import { AnswerError, type AnswerEvent, type AnswerInput } from "./answerer";
import { waitForDecision } from "./await-decision";
import { beginToolCall } from "./begin-tool-call";
import { PLAN_CHANGED } from "./endings";
import { getRequestToRun, getStep, touchConversation } from "./queries";
import { insertNote } from "./result-queries";
import { getAudience, setToolOutput } from "./tool-call-queries";

const LONGEST_NOTE = 20_000;

const text = (most: number) => z.string().trim().min(1).max(most);
export const noteInput = z.object({ title: text(200), content: text(LONGEST_NOTE) });

/** What a model may ask to write: nothing of it happens before a person has agreed. */
export const writingTools: Record<string, ModelTool> = {
  write_note: {
    description: "Keeps a note in this conversation, once a person has approved exactly this title and text.",
    inputSchema: noteInput,
  },
};

/** A note is written by a step that writes one, so nothing else is offered the tool. */
export const mayWrite = (task: AnswerInput["task"]): boolean =>
  task.type === "step" && task.step.kind === "write_note";

/** What came of one call, and what the model is told of it. */
export interface Written {
  text: string;
  isKept: boolean;
  /** False once nobody was there to decide: the answer must not wait for them again and again. */
  mayAskAgain: boolean;
}

/** Asks a person whether a note may be kept, waits for the answer, and keeps it if so. */
export async function* writeNote(
  input: AnswerInput,
  note: z.infer<typeof noteInput>,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, Written> {
  const { organizationId, requestId } = input;
  const id = await withTenant({ organizationId, as: "agent" }, async (tx) => {
    const audience = await getAudience(tx, requestId);
    if (audience === undefined) return undefined;
    return beginToolCall(tx, {
      ...{ organizationId, audience, agentRequestId: requestId, toolName: "write_note", input: note },
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
    return refused(`A person refused this note, and nothing was written. Their reason: ${decision.reason}`);
  const noteId = newId();
  const isKept = await withTenant({ organizationId, as: "agent" }, (tx) =>
    keep(tx, { input, toolCallId: id, note: { id: noteId, ...note } }),
  );
  if (!isKept) throw new AnswerError("refused", PLAN_CHANGED);
  yield { type: "note", noteId, ...note };
  return { text: "A person approved the note, and it is kept.", isKept: true, mayAskAgain: true };
}

/** Writes the note and what became of the call together, as long as the plan is the one that was confirmed. */
async function keep(
  tx: TenantTx,
  kept: { input: AnswerInput; toolCallId: string; note: { id: string; title: string; content: string } },
): Promise<boolean> {
  const { organizationId, requestId, conversationId } = kept.input;
  const held = await touchConversation(tx, conversationId, null);
  const request = held && (await getRequestToRun(tx, requestId));
  const step = request?.stepId ? await getStep(tx, request.stepId) : undefined;
  if (!request || !step) return false;
  if (request.conversationStatus !== "confirmed" || request.planHash !== step.planHash) return false;
  await setToolOutput(tx, kept.toolCallId, { noteId: kept.note.id });
  await insertNote(tx, {
    ...{ ...kept.note, organizationId, audience: step.audience, conversationId },
    conversationStepId: step.id,
  });
  return true;
}

const refused = (words: string): Written => ({ text: words, isKept: false, mayAskAgain: true });
