import type { Metadata } from "next";
import { conversationMessages } from "@/app/_messages/conversations";
import { getQueryClient, Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { foundOrNot } from "../../repositories/found-or-not";
import { ConversationScreen } from "./conversation-screen";

type Props = { params: Promise<{ id: string }> };

const read = (id: string) =>
  foundOrNot(getQueryClient().fetchQuery({ ...trpc.conversation.get.queryOptions({ id }), retry: false }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await read((await params).id)).title ?? conversationMessages.untitled };
}

export default async function ConversationPage({ params }: Props) {
  const { id } = await params;
  await read(id);
  prefetch(trpc.message.list.queryOptions({ conversationId: id }));
  // Nothing suspends on it, so it has to be there before: the composer must not grow when it comes.
  await getQueryClient().prefetchQuery(trpc.agent.models.queryOptions());
  return (
    <Hydrate>
      <ConversationScreen id={id} />
    </Hydrate>
  );
}
