import type { Metadata } from "next";
import { documentMessages } from "@/app/_messages/documents";
import { getQueryClient, Hydrate, trpc } from "@/app/_trpc/server";
import { foundOrNot } from "../../repositories/found-or-not";
import { DocumentScreen } from "./document-screen";

export const metadata: Metadata = { title: documentMessages.title };

export default async function DocumentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  // Awaited: an address that leads nowhere has to say so before anything is sent.
  const options = trpc.document.get.queryOptions({ id });
  await foundOrNot(getQueryClient().fetchQuery({ ...options, retry: false }));
  return (
    <Hydrate>
      <DocumentScreen id={id} />
    </Hydrate>
  );
}
