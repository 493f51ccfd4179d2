import type { Metadata } from "next";
import { conversationMessages } from "@/app/_messages/conversations";
import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { type AddressParams, singleParams } from "../repositories/single-params";
import { ConversationsScreen } from "./conversations-screen";
import { listInput, readListView } from "./list-input";

export const metadata: Metadata = { title: conversationMessages.title };

export default async function ConversationsPage({ searchParams }: { searchParams: AddressParams }) {
  const view = readListView(singleParams(await searchParams));
  prefetch(trpc.conversation.list.queryOptions(listInput(view)));
  return (
    <Hydrate>
      <ConversationsScreen />
    </Hydrate>
  );
}
