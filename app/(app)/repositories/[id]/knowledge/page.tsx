import type { Metadata } from "next";
import { knowledgeMessages } from "@/app/_messages/knowledge";
import { getQueryClient, Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { foundOrNot } from "../../found-or-not";
import { KnowledgeScreen } from "./knowledge-screen";
import { listInput } from "./list-input";

export const metadata: Metadata = { title: knowledgeMessages.title };

type KnowledgePageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ entry?: string | string[] }>;
};

export default async function KnowledgePage({ params, searchParams }: KnowledgePageProps) {
  const { id } = await params;
  const { entry } = await searchParams;
  // An address that leads nowhere has to say so before anything is sent.
  await foundOrNot(
    getQueryClient().fetchQuery({ ...trpc.repository.get.queryOptions({ id }), retry: false }),
  );
  prefetch(trpc.knowledge.status.queryOptions({ repositoryId: id }));
  prefetch(trpc.knowledge.list.queryOptions(listInput(id)));
  return (
    <Hydrate>
      <KnowledgeScreen id={id} entryId={typeof entry === "string" ? entry : undefined} />
    </Hydrate>
  );
}
