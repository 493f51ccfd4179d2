import type { Metadata } from "next";
import { documentMessages } from "@/app/_messages/documents";
import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../_session/get-person";
import { type AddressParams, singleParams } from "../repositories/single-params";
import { DocumentsScreen } from "./documents-screen";
import { listInput } from "./list-input";

export const metadata: Metadata = { title: documentMessages.title };

export default async function DocumentsPage({ searchParams }: { searchParams: AddressParams }) {
  if (!(await getPerson())) return null;
  const params = singleParams(await searchParams);
  prefetch(trpc.folder.tree.queryOptions());
  prefetch(trpc.document.list.queryOptions(listInput(params.get("folder"), Number(params.get("page") ?? 1))));
  return (
    <Hydrate>
      <DocumentsScreen />
    </Hydrate>
  );
}
