import { sql } from "drizzle-orm";
import { agentRequest, type agentTypes, conversationMessage } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import { tell } from "./bus";

export interface NewRequest {
  organizationId: string;
  /** The conversation's, as it was read in this transaction. */
  audience: string;
  conversationId: string;
  userId: string;
  triggeringMessageId: string;
  agentType: (typeof agentTypes)[number];
  conversationStepId?: string;
  clientKey?: string | undefined;
}

/**
 * Asks the assistant: an empty answer below the message that triggers it, the request and its job, all in the caller's
 * transaction, which holds the conversation's row.
 */
export async function startRequest(
  tx: TenantTx,
  asked: NewRequest,
): Promise<{ requestId: string; responseMessageId: string }> {
  const { organizationId, audience, conversationId, triggeringMessageId } = asked;
  const [response] = await tx
    .insert(conversationMessage)
    .values({
      ...{ organizationId, audience, conversationId, parentMessageId: triggeringMessageId },
      ...{ sequence: nextSequence(conversationId), role: "assistant", parts: [], text: "" },
    })
    .returning({ id: conversationMessage.id });
  if (!response) throw new Error("The answer's message was not stored.");
  const [request] = await tx
    .insert(agentRequest)
    .values({ ...asked, responseMessageId: response.id })
    .returning({ id: agentRequest.id });
  if (!request) throw new Error("The request was not stored.");
  await enqueue(tx, "agent-request", {
    data: { organizationId, requestId: request.id },
    as: "person",
    // Where the worker is another process, readers here would look only at their next slow turn.
    whenQueued: () => tell({ requestId: request.id, conversationId }),
  });
  return { requestId: request.id, responseMessageId: response.id };
}

/** The next place in a conversation; whoever writes one holds the conversation's row. */
export const nextSequence = (conversationId: string) =>
  sql<number>`(select coalesce(max(m.sequence), 0) + 1 from conversation_message m where m.conversation_id = ${conversationId})`;
