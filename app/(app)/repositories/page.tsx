import type { Metadata } from "next";
import { repositoryMessages } from "@/app/_messages/repositories";
import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { listInput, readListView } from "./list-input";
import { RepositoriesScreen } from "./repositories-screen";
import { type AddressParams, singleParams } from "./single-params";

export const metadata: Metadata = { title: repositoryMessages.title };

export default async function RepositoriesPage({ searchParams }: { searchParams: AddressParams }) {
  const view = readListView(singleParams(await searchParams));
  prefetch(trpc.repository.list.queryOptions(listInput(view)));
  return (
    <Hydrate>
      <RepositoriesScreen />
    </Hydrate>
  );
}
