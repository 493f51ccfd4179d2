import type { agentFailures } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import { smallChatModel } from "@/server/model/chat-models";
import { settleLostCalls } from "@/server/usage/settle-lost-calls";
import { tell } from "./bus";
import { composeMessage } from "./compose-message";
import { type LoggedEvent, rowsOf } from "./event-log";
import * as queries from "./queries";
import { insertCitations } from "./result-queries";
import { settleStep } from "./settle-step";
import { titleFrom } from "./title-from";
import { expireToolCalls } from "./tool-call-queries";

export interface Ending {
  status: "completed" | "failed" | "cancelled";
  failure?: (typeof agentFailures)[number];
  /** What to tell the person. */
  error?: string;
  inputTokens?: number;
  outputTokens?: number;
  cost?: string;
}

/**
 * Ends a request in one transaction: its last events, the message they make up, the citations, the step and the status.
 * Nothing happens when somebody else has ended it; `leaseToken` says whose it must be. Returns what came of it.
 */
export async function settle(options: {
  organizationId: string;
  requestId: string;
  leaseToken?: string;
  waiting?: readonly LoggedEvent[];
  ending: Ending;
}): Promise<Ending | undefined> {
  const { organizationId, requestId } = options;
  const settled = await withTenant({ organizationId, as: "agent" }, (tx) => settleIn(tx, options));
  if (settled) tell({ conversationId: settled.conversationId, requestId });
  return settled?.ending;
}

export async function settleIn(tx: TenantTx, options: Parameters<typeof settle>[0]) {
  const { organizationId, requestId, leaseToken, waiting = [] } = options;
  const request = await queries.getRequestToRun(tx, requestId);
  if (!request || ["completed", "failed", "cancelled"].includes(request.status)) return undefined;
  if (leaseToken !== undefined && request.leaseToken !== leaseToken) return undefined;
  // Everybody who writes into a conversation takes its row first.
  const held = await queries.touchConversation(tx, request.conversationId, titleFrom(request.question));
  if (!held) return undefined;
  const events = await queries.listEvents(tx, requestId);
  const composed = composeMessage([...events, ...waiting]);
  const ending = await settleStep(tx, { organizationId, request, composed, ending: options.ending });
  const { audience } = held;
  const { status, failure, error } = ending;
  const last = { type: "settled", data: { status, failure: failure ?? null, error: error ?? null } };
  const done = await queries.settleRequest(tx, requestId, ending);
  if (!done) return undefined;
  if (options.ending.failure === "interrupted") {
    const { userId } = request;
    const lost = { organizationId, requestId, userId, audience, text: composed.text };
    await queries.setRequestUsage(tx, requestId, await settleLostCalls(tx, lost));
  }
  await expireToolCalls(tx, requestId);
  const after = events.at(-1)?.sequence ?? 0;
  await queries.insertEvents(tx, rowsOf({ organizationId, requestId }, audience, after, [...waiting, last]));
  // What a step did under a plan that is no longer confirmed is not kept.
  if (ending === options.ending || request.stepId === null) {
    await queries.setResponse(tx, request.responseMessageId, {
      parts: composed.parts,
      text: composed.text,
    });
    await insertCitations(tx, {
      ...{ organizationId, audience, messageId: request.responseMessageId },
      claims: composed.claims,
    });
  }
  if (ending.status === "completed" && wantsTitle(request, held.title))
    await enqueue(tx, "conversation-title", { data: { organizationId, requestId }, as: "agent" });
  return { conversationId: request.conversationId, ending };
}

/** Whether this ending has just given the conversation its first title, and a model can write a better one. */
const wantsTitle = (request: queries.RequestToRun, title: string | null): boolean =>
  request.title === null &&
  request.stepId === null &&
  title === titleFrom(request.question) &&
  smallChatModel() !== undefined;
