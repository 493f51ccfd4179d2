import type { Metadata } from "next";
import { getQueryClient, Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { foundOrNot } from "../found-or-not";
import { type AddressParams, singleParams } from "../single-params";
import { RepositoryScreen } from "./repository-screen";
import { folderInput, readRepositoryView, skippedInput } from "./repository-view";

type Props = { params: Promise<{ id: string }>; searchParams: AddressParams };

const read = (id: string) =>
  foundOrNot(getQueryClient().fetchQuery({ ...trpc.repository.get.queryOptions({ id }), retry: false }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await read((await params).id)).name };
}

export default async function RepositoryPage({ params, searchParams }: Props) {
  const { id } = await params;
  const view = readRepositoryView(singleParams(await searchParams));
  // Awaited, unlike lists: an address that leads nowhere has to say so before anything is sent.
  await read(id);
  if (view.tab === "skipped") prefetch(trpc.repository.file.skipped.queryOptions(skippedInput(id, view)));
  else prefetch(trpc.repository.file.list.queryOptions(folderInput(id, view)));
  return (
    <Hydrate>
      <RepositoryScreen id={id} />
    </Hydrate>
  );
}
