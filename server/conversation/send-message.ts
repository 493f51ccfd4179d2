import { TRPCError } from "@trpc/server";
import type { ConversationContext } from "@/db/schema/message-part";
import type { TenantTx } from "@/db/tenant";
import { startRequest } from "@/server/agent/start-request";
import * as messages from "./message-queries";
import * as queries from "./queries";
import { requireModel } from "./require-model";

export interface Sent {
  messageId: string;
  requestId: string;
  responseMessageId: string;
}

export interface NewMessage {
  organizationId: string;
  userId: string;
  conversationId: string;
  text: string;
  clientKey: string;
  /** The message it answers; undefined takes the newest, null begins anew. */
  parentMessageId: string | null | undefined;
  context?: ConversationContext | undefined;
  modelId?: string | null | undefined;
  agentType: "assistant" | "plan";
}

/**
 * Writes a person's message and asks the assistant, once for each client key: sent again it gives what the first time
 * made. Throws BAD_REQUEST for a model that is not configured. Undefined when the conversation, or the message to answer, is not the caller's to see.
 */
export async function sendMessage(tx: TenantTx, sent: NewMessage): Promise<Sent | undefined> {
  const { organizationId, userId, conversationId, text, clientKey } = sent;
  const held = await queries.lockConversation(tx, conversationId);
  if (!held) return undefined;
  const before = await messages.getSent(tx, userId, clientKey);
  if (before) return sameAs(before, conversationId);
  requireModel(sent.modelId);
  const parent = await parentOf(tx, sent);
  if (parent === undefined) return undefined;
  const { audience } = held;
  const message = await messages.insertMessage(tx, {
    ...{ organizationId, audience, conversationId, parentMessageId: parent, role: "user", userId, clientKey },
    ...{ parts: [{ type: "text", text }], text },
  });
  if (!message) {
    // Somebody sent with the key into another conversation between the two statements.
    const now = await messages.getSent(tx, userId, clientKey);
    if (now) return sameAs(now, conversationId);
    throw new Error("The message was not stored.");
  }
  await queries.updateConversation(tx, conversationId, { lastMessageAt: new Date() });
  await queries.upsertSession(tx, {
    ...{ organizationId, audience, conversationId },
    ...(sent.context === undefined ? {} : { contextState: sent.context }),
    ...(sent.modelId === undefined ? {} : { modelId: sent.modelId }),
  });
  const asked = await startRequest(tx, {
    ...{ organizationId, audience, conversationId, userId, triggeringMessageId: message.id },
    agentType: sent.agentType,
  });
  return { messageId: message.id, ...asked };
}

/** Null for a beginning; undefined when the named message is not there. */
async function parentOf(tx: TenantTx, sent: NewMessage): Promise<string | null | undefined> {
  const { conversationId, parentMessageId } = sent;
  if (parentMessageId === null) return null;
  if (parentMessageId === undefined)
    return (await messages.getNewestLeaf(tx, conversationId, undefined)) ?? null;
  const parent = await messages.getMessage(tx, parentMessageId);
  return parent?.conversationId === conversationId ? parent.id : undefined;
}

export function sameAs(before: Sent & { conversationId: string }, conversationId: string): Sent {
  if (before.conversationId !== conversationId) {
    throw new TRPCError({
      code: "CONFLICT",
      message: "This key was used for another message already. Send with a new one.",
    });
  }
  const { messageId, requestId, responseMessageId } = before;
  return { messageId, requestId, responseMessageId };
}
