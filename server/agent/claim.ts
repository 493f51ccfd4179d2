import { setTimeout as sleep } from "node:timers/promises";
import type { ConversationContext } from "@/db/schema/message-part";
import { type TenantTx, withTenant } from "@/db/tenant";
import { chooseChatModel } from "@/server/model/chat-models";
import { settleDeletedRequest } from "@/server/usage/settle-lost-calls";
import type { AnswerInput } from "./answerer";
import { tell } from "./bus";
import { ASKER_GONE, INTERRUPTED, PLAN_CHANGED } from "./endings";
import { rowsOf } from "./event-log";
import type { Looker } from "./find-passages";
import { inputText } from "./input-text";
import * as queries from "./queries";
import { readHistory } from "./read-history";
import { moveStep } from "./result-queries";
import { settle } from "./settle";

// A worker writes at least once a second; one that was silent for this long is gone.
const SILENT_MS = 5_000;

export interface Claimed {
  request: queries.RequestToRun;
  /** Number of the last event written. */
  sequence: number;
  looker: Looker;
  lookFor: string;
  context: ConversationContext;
  input: Omit<AnswerInput, "passages">;
}

interface Lease {
  organizationId: string;
  requestId: string;
  leaseToken: string;
}

/** Takes a request up with its first event; undefined when there is nothing to do, or nothing any more. */
export async function claim(lease: Lease, stopping: AbortSignal): Promise<Claimed | undefined> {
  const { organizationId, requestId } = lease;
  for (;;) {
    const state = await withTenant({ organizationId, as: "agent" }, (tx) => takeUp(tx, lease));
    if (typeof state === "object") {
      tell({ requestId, conversationId: state.request.conversationId });
      return state;
    }
    if (state === "nothing") return undefined;
    if (state === "deleted") return giveBack(lease);
    if (state === "left behind")
      await settle({
        ...lease0(lease),
        ending: { status: "failed", failure: "interrupted", error: INTERRUPTED },
      });
    if (state === "cancelled") await settle({ ...lease0(lease), ending: { status: "cancelled" } });
    if (state === "asker gone")
      await settle({ ...lease0(lease), ending: { status: "failed", failure: "refused", error: ASKER_GONE } });
    if (state === "plan changed")
      await settle({
        ...lease0(lease),
        ending: { status: "failed", failure: "refused", error: PLAN_CHANGED },
      });
    if (state !== "another works on it") return undefined;
    if (stopping.aborted) return undefined;
    await sleep(500);
  }
}

/** A worker may have died over a request whose conversation was then deleted: what it took is not lost with it. */
async function giveBack({ organizationId, requestId }: Lease): Promise<undefined> {
  await withTenant({ organizationId, as: "agent" }, (tx) =>
    settleDeletedRequest(tx, { organizationId, requestId }),
  );
}

const lease0 = ({ organizationId, requestId }: Lease) => ({ organizationId, requestId });

async function takeUp(tx: TenantTx, lease: Lease) {
  const { organizationId, requestId, leaseToken } = lease;
  const request = await queries.getRequestToRun(tx, requestId);
  if (!request) return "deleted" as const;
  if (["completed", "failed", "cancelled"].includes(request.status)) return "nothing" as const;
  if (request.status === "in_progress")
    return (await queries.wasSilentFor(tx, requestId, SILENT_MS)) ? "left behind" : "another works on it";
  if (request.cancelRequestedAt) return "cancelled" as const;
  if (request.userId === null || !(await queries.isMember(tx, request.userId))) return "asker gone" as const;
  const held = await queries.touchConversation(tx, request.conversationId, null);
  if (!held) return "nothing" as const;
  const step = request.stepId === null ? undefined : await queries.getStep(tx, request.stepId);
  const now = await queries.getRequestToRun(tx, requestId);
  if (step) {
    if (now?.conversationStatus !== "confirmed" || now.planHash !== step.planHash)
      return "plan changed" as const;
    await moveStep(tx, { id: step.id, from: step.status }, { status: "in_progress", startedAt: new Date() });
  }
  if (!(await queries.claimRequest(tx, requestId, leaseToken))) return "nothing" as const;
  const model = chooseChatModel(request.modelId);
  const started = {
    type: "started",
    data: {
      agentType: request.agentType,
      model: model ? { id: model.apiModelId, label: model.displayName } : null,
    },
  };
  await queries.insertEvents(tx, rowsOf({ organizationId, requestId }, held.audience, 0, [started]));
  const history = await readHistory(tx, request.triggeringMessageId);
  const goal = request.plan?.goal ?? request.question;
  const task: AnswerInput["task"] = step
    ? {
        type: "step",
        goal,
        step: { kind: step.kind as "search", title: step.title, input: step.input },
        mayAskModel: (request.plan?.budget.requests ?? 0) > 0,
      }
    : request.agentType === "plan"
      ? { type: "plan", goal: request.question }
      : { type: "assistant", question: request.question };
  const { userId, conversationId, modelId } = request;
  const context = contextOf(request.context ?? {}, step);
  const claimed: Claimed = {
    request,
    sequence: 1,
    looker: { organizationId, userId, audience: held.audience },
    lookFor: step ? lookedForBy(step.input, goal) : request.question,
    context,
    input: {
      ...{ organizationId, conversationId, requestId, userId, audience: held.audience, context, task },
      modelId: modelId ?? null,
      history,
    },
  };
  return claimed;
}

/** Of a document that is read, what bears on the goal is looked for: not all of it goes with the request. */
function lookedForBy(input: unknown, goal: string): string {
  const isDocument = inputText(strict(input), "documentId") !== undefined;
  return inputText(input, "query", "question", "text", ...(isDocument ? [] : ["path", "title"])) ?? goal;
}

/** A step that reads a file or a document has it among what it is given, first; one that writes an entry looks where the entry belongs. */
function contextOf(
  context: ConversationContext,
  step: { kind: string; input: unknown } | undefined,
): ConversationContext {
  const input = strict(step?.input);
  const documentId = inputText(input, "documentId");
  if (documentId !== undefined)
    return { ...context, documentIds: [...new Set([documentId, ...(context.documentIds ?? [])])] };
  const [repositoryId, path] = [inputText(input, "repositoryId"), inputText(input, "path")];
  if (repositoryId === undefined) return context;
  if (step?.kind === "write_knowledge") return { ...context, repositoryIds: [repositoryId] };
  if (path === undefined) return context;
  return { ...context, files: [{ repositoryId, path }, ...(context.files ?? [])] };
}

const strict = (input: unknown) => (typeof input === "string" ? undefined : input);
