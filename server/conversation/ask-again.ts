import { TRPCError } from "@trpc/server";
import type { TenantTx } from "@/db/tenant";
import { startRequest } from "@/server/agent/start-request";
import * as messages from "./message-queries";
import * as queries from "./queries";
import { type Sent, sameAs, sendMessage } from "./send-message";

interface Again {
  organizationId: string;
  userId: string;
  messageId: string;
  clientKey: string;
}

/** A question asked otherwise, as a sibling of the first. Undefined when there is no such question. */
export async function editMessage(tx: TenantTx, edit: Again & { text: string }): Promise<Sent | undefined> {
  const { messageId, ...rest } = edit;
  const message = await messages.getMessage(tx, messageId);
  if (!message) return undefined;
  if (message.role !== "user") {
    throw new TRPCError({
      code: "BAD_REQUEST",
      message: "Only a question can be edited. To get another answer, ask for it again.",
    });
  }
  const { conversationId, parentMessageId } = message;
  return sendMessage(tx, { ...rest, conversationId, parentMessageId, agentType: "assistant" });
}

/** Another answer to the question that a message answers, as its sibling. Undefined when there is no such answer. */
export async function askAgain(tx: TenantTx, again: Again): Promise<Sent | undefined> {
  const { organizationId, userId, messageId, clientKey } = again;
  const message = await messages.getMessage(tx, messageId);
  if (!message) return undefined;
  const { conversationId } = message;
  const held = await queries.lockConversation(tx, conversationId);
  if (!held) return undefined;
  const before = await messages.getAsked(tx, userId, clientKey);
  if (before) return sameAs(before, conversationId);
  const answered = await messages.getRequestOf(tx, messageId);
  if (!answered) {
    throw new TRPCError({ code: "BAD_REQUEST", message: "This is no answer of the assistant. Choose one." });
  }
  if (answered.stepId !== null) {
    throw new TRPCError({
      code: "BAD_REQUEST",
      message: "This came of a plan's step. Retry the step instead.",
    });
  }
  await queries.updateConversation(tx, conversationId, { lastMessageAt: new Date() });
  const asked = await startRequest(tx, {
    ...{ organizationId, audience: held.audience, conversationId, userId, clientKey },
    ...{ triggeringMessageId: answered.triggeringMessageId, agentType: answered.agentType },
  });
  return { messageId: answered.triggeringMessageId, ...asked };
}
