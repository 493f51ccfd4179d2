import { Hydrate, prefetch, trpc } from "@/app/_trpc/server";
import { getPerson } from "../../_session/get-person";
import { Embeddings } from "./embeddings";

export default async function EmbeddingsPage() {
  if (!(await getPerson())) return null;
  prefetch(trpc.embedding.get.queryOptions());
  prefetch(trpc.embedding.progress.queryOptions());
  return (
    <Hydrate>
      <Embeddings />
    </Hydrate>
  );
}
