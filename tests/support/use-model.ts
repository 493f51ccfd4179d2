import { sql } from "drizzle-orm";
import { withTenant } from "@/db/tenant";
import { createEmbedder, type Embedder } from "@/server/ai/embedder";
import { startWorker, stopWorker } from "@/server/background/worker";
import { checkModel } from "@/server/embedding/check-model";
import { embedMissing } from "@/server/embedding/embed-missing";
import { claimEmbeddingRun } from "@/server/embedding/embedding-lease";
import type { Person } from "./sign-up";

const holder = globalThis as typeof globalThis & {
  carrelEmbedder?: Embedder | undefined;
  carrelOldEmbedders?: Map<string, Embedder | undefined> | undefined;
};

/** Stops the worker and starts the configuration anew with a model of a server, as a restarted process would have it. */
export async function configureModel(
  server: { baseUrl: string },
  model: string,
  more: { isMatryoshka?: boolean; retries?: number } = {},
): Promise<void> {
  await stopWorker();
  configureEmbedder(
    createEmbedder({ kind: "openai", server: { baseUrl: server.baseUrl, model, retries: 0, ...more } }),
  );
}

export function configureEmbedder(embedder: Embedder | undefined): void {
  holder.carrelEmbedder = embedder;
  holder.carrelOldEmbedders = undefined;
}

/** Begins a change and makes every vector, but does not switch. */
export async function beginChange({ organizationId, api }: Person) {
  await checkModel(organizationId);
  const { run } = await api.embedding.progress();
  const claim = await claimEmbeddingRun(organizationId, run?.id ?? "");
  if (!claim) throw new Error("The run could not be taken.");
  await embedMissing(claim, { isTimeUp: () => false, signal: new AbortController().signal });
  return claim;
}

/** Waits for the change of model under way, with a worker in this process; gives what the page would show then. */
export async function changed(person: Person, timeoutMs = 60_000) {
  await startWorker();
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const state = await person.api.embedding.get();
    const isOver = state.run !== null && !["queued", "running"].includes(state.run.status);
    if (isOver) return state;
    if (Date.now() > endMs) throw new Error(`The change did not end in time: ${JSON.stringify(state)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** How many vectors of an organization stand in the shadow, and how many chunks carry which model. */
export async function countVectors({ organizationId }: Person) {
  return withTenant({ organizationId, as: "agent" }, async (tx) => {
    const answer = await tx.execute(sql`
      select 'shadow' as place, embedding_model as model, count(*)::int as count from chunk_shadow group by 2
      union all select 'chunk', embedding_model, count(*)::int from document_chunk group by 2
      union all select 'signature', embedding_model, count(*)::int from chunk_signature group by 2 order by 1, 2`);
    const { rows } = answer as unknown as { rows: { place: string; model: string; count: number }[] };
    return Object.fromEntries(rows.map(({ place, model, count }) => [`${place} ${model}`, count]));
  });
}
