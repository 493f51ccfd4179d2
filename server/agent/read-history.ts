import type { TenantTx } from "@/db/tenant";
import type { AnswerInput } from "./answerer";
import { listHistory } from "./queries";
import { listRefusedToolCalls } from "./tool-call-queries";

const HISTORY_MESSAGES = 20;

/**
 * What was said before a message, oldest first, with what became of the tools that the assistant wanted to use and
 * was not allowed: rejected with a person's reason, or expired.
 */
export async function readHistory(tx: TenantTx, messageId: string): Promise<AnswerInput["history"]> {
  const messages = await listHistory(tx, messageId, HISTORY_MESSAGES);
  const answers = messages.filter(({ role }) => role === "assistant").map(({ id }) => id);
  const refused = answers.length === 0 ? [] : await listRefusedToolCalls(tx, answers);
  const history: AnswerInput["history"] = [];
  for (const { id, role, text } of messages) {
    if (role !== "user" && role !== "assistant") continue;
    if (text !== "") history.push({ role, text });
    for (const call of refused)
      if (call.messageId === id) history.push({ role: "user", text: refusedCallWords(call) });
  }
  return history;
}

/** What the assistant is told of a tool call that was not approved. */
export const refusedCallWords = (call: { toolName: string; approval: string; reason: string | null }) =>
  call.approval === "expired"
    ? `(Nobody approved the tool call ${call.toolName} within ten minutes. It expired and did not run.)`
    : `(A person rejected the tool call ${call.toolName}, so it did not run. Their reason: ${call.reason ?? "none"})`;
