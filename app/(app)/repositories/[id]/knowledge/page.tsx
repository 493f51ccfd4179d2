import type { Metadata } from "next";
import { knowledgeMessages } from "@/app/_messages/knowledge";
import { getQueryClient, Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { foundOrNot } from "../../found-or-not";
import { KnowledgeScreen } from "./knowledge-screen";
import { listInput } from "./list-input";

export const metadata: Metadata = { title: knowledgeMessages.title };

export default async function KnowledgePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  // An address that leads nowhere has to say so before anything is sent.
  await foundOrNot(
    getQueryClient().fetchQuery({ ...trpc.repository.get.queryOptions({ id }), retry: false }),
  );
  prefetch(trpc.knowledge.status.queryOptions({ repositoryId: id }));
  prefetch(trpc.knowledge.list.queryOptions(listInput(id)));
  return (
    <Hydrate>
      <KnowledgeScreen id={id} />
    </Hydrate>
  );
}
