import { eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import {
  agentEvent,
  agentRequest,
  agentSession,
  agentToolCall,
  citation,
  conversation,
  conversationMessage,
  conversationNote,
  conversationStep,
  type Plan,
} from "@/db/schema";
import type { Ids } from "./fill";
import type { OwnerTx } from "./owner";

interface Filling {
  ids: Ids;
  mark: string;
  /** Who began them, so that being the author hides no missing guard. */
  userId: string;
  chunkId: string;
}

/** Two shared conversations, one in planning and one confirmed, with a row of everything that hangs on them. */
export async function fillConversations(tx: OwnerTx, filling: Filling): Promise<void> {
  const { ids, mark, userId, chunkId } = filling;
  const { organizationId, conversationId, confirmedId, requestId } = ids;
  const owned = { organizationId, audience: "organization" };
  await begin(tx, { ...owned, id: conversationId, userId, title: `${mark} title` }, planOf(mark));
  await tx.insert(agentSession).values({
    ...{ ...owned, conversationId, modelId: mark },
    contextState: { files: [{ repositoryId: ids.repositoryId, path: ids.filePath }] },
  });
  await exchange(tx, { ...filling, conversationId, questionId: ids.questionId, answerId: ids.answerId });
  await tx.insert(agentRequest).values({
    ...{ ...owned, id: requestId, conversationId, userId, agentType: "assistant" },
    ...{ triggeringMessageId: ids.questionId, responseMessageId: ids.answerId },
  });
  await tx
    .update(agentRequest)
    .set({
      status: "in_progress",
      progress: "answering",
      leaseToken: mark,
      clientKey: `${mark} ${requestId}`,
      error: mark,
    })
    .where(eq(agentRequest.id, requestId));
  await tx.insert(agentEvent).values({
    ...{ ...owned, agentRequestId: requestId, sequence: 1, type: "text", eventData: { text: mark } },
  });
  await tx.insert(agentToolCall).values({
    ...{ ...owned, id: ids.toolCallId, agentRequestId: requestId, toolName: `${mark}_write` },
    ...{ input: { mark }, reason: mark, expiresAt: new Date(Date.now() + 600_000) },
  });
  await tx.insert(agentToolCall).values({
    ...{ ...owned, id: newId(), agentRequestId: requestId, toolName: "search", approval: "approved" },
    ...{ input: { mark }, expiresAt: new Date(Date.now() + 600_000) },
  });
  await tx.update(agentToolCall).set({ output: { mark } }).where(eq(agentToolCall.toolName, "search"));
  await cite(tx, { ...filling, messageId: ids.answerId, chunkId });
  await begin(tx, { ...owned, id: confirmedId, userId, title: `${mark} confirmed` }, planOf(mark));
  await confirm(tx, filling);
}

/** One that only `userId` may see; all of it says `mark`. */
export async function fillPrivateConversation(
  tx: OwnerTx,
  { organizationId, mark, userId }: { organizationId: string; mark: string; userId: string },
): Promise<void> {
  const owned = { organizationId, audience: userId };
  const conversationId = newId();
  await begin(tx, { ...owned, id: conversationId, userId, title: `${mark} title` }, planOf(mark));
  const messageId = newId();
  await tx.insert(conversationMessage).values({
    ...{ ...owned, id: messageId, conversationId, sequence: 1, role: "user", userId },
    ...{ parts: [{ type: "text", text: mark }], text: mark },
  });
}

type NewConversation = Pick<
  typeof conversation.$inferInsert,
  "organizationId" | "audience" | "id" | "userId" | "title"
>;

async function begin(tx: OwnerTx, values: NewConversation, plan: Plan): Promise<void> {
  await tx.insert(conversation).values({ ...values, plan });
}

const planOf = (mark: string): Plan => ({
  goal: `${mark} goal`,
  steps: [
    { kind: "write_note", title: `${mark} step`, input: { text: mark } },
    { kind: "answer", title: `${mark} answer`, input: mark },
  ],
  expectedEffects: [mark],
  budget: { requests: 5, cost: "0" },
});

async function exchange(
  tx: OwnerTx,
  { ids, mark, userId, ...of }: Filling & { conversationId: string; questionId: string; answerId: string },
): Promise<void> {
  const owned = { organizationId: ids.organizationId, audience: "organization" };
  const { conversationId, questionId, answerId } = of;
  const said = { parts: [{ type: "text" as const, text: mark }], text: mark };
  await tx.insert(conversationMessage).values([
    {
      ...owned,
      ...said,
      id: questionId,
      conversationId,
      sequence: 1,
      role: "user",
      userId,
      clientKey: `${mark} ${questionId}`,
    },
    {
      ...owned,
      ...said,
      id: answerId,
      conversationId,
      parentMessageId: questionId,
      sequence: 2,
      role: "assistant",
    },
  ]);
}

async function cite(tx: OwnerTx, { ids, mark, ...of }: Filling & { messageId: string }): Promise<void> {
  await tx.insert(citation).values({
    ...{ organizationId: ids.organizationId, audience: "organization", messageId: of.messageId },
    ...{ chunkId: of.chunkId, claimIndex: 0, position: 0, sourceTable: "file", sourceId: mark },
    ...{ repositoryId: ids.repositoryId, path: ids.filePath, startLine: 1, endLine: 1 },
    ...{ startChar: 0, endChar: 5, quote: mark, contentHash: mark, verdict: "unsupported", reason: mark },
  });
}

async function confirm(tx: OwnerTx, { ids, mark, userId }: Filling): Promise<void> {
  const { organizationId, confirmedId } = ids;
  const [confirmed] = await tx
    .update(conversation)
    .set({ status: "confirmed", confirmedAt: new Date(), confirmedByUserId: userId })
    .where(eq(conversation.id, confirmedId))
    .returning({ planHash: conversation.planHash });
  const owned = { organizationId, audience: "organization", conversationId: confirmedId };
  const { steps } = planOf(mark);
  await tx.insert(conversationStep).values(
    steps.map((step, position) => ({
      ...{ ...owned, ...step, position, planHash: confirmed?.planHash ?? "" },
      ...(position === 0 ? { id: ids.stepId } : {}),
    })),
  );
  const move = (values: Partial<typeof conversationStep.$inferInsert>) =>
    tx.update(conversationStep).set(values).where(eq(conversationStep.id, ids.stepId));
  await move({ status: "in_progress" });
  await tx
    .insert(conversationNote)
    .values({ ...owned, conversationStepId: ids.stepId, title: mark, content: mark });
  await move({ status: "failed", error: mark });
}
