import { and, eq } from "drizzle-orm";
import { agentRequest, conversation, conversationMessage } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** The words of an answer. */
export async function getAnswerText(tx: TenantTx, requestId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ text: conversationMessage.text })
    .from(agentRequest)
    .innerJoin(conversationMessage, eq(conversationMessage.id, agentRequest.responseMessageId))
    .where(eq(agentRequest.id, requestId));
  return row?.text;
}

/** Gives a conversation another title, as long as it still has the one that came by itself. */
export async function replaceTitle(
  tx: TenantTx,
  conversationId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx
    .update(conversation)
    .set({ title: to })
    .where(and(eq(conversation.id, conversationId), eq(conversation.title, from)));
}
