import type { Metadata } from "next";
import { conversationMessages } from "@/app/_messages/conversations";
import { getQueryClient, Hydrate, trpc } from "@/app/_trpc/server";
import { NewConversation } from "./new-conversation";

export const metadata: Metadata = { title: conversationMessages.newTitle };

export default async function NewConversationPage() {
  // Nothing suspends on it, so it has to be there before: the composer must not grow when it comes.
  await getQueryClient().prefetchQuery(trpc.agent.models.queryOptions());
  return (
    <Hydrate>
      <NewConversation />
    </Hydrate>
  );
}
