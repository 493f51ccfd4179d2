import { sql } from "drizzle-orm";
import { type TenantTx, withTenant } from "@/db/tenant";
import type { Embedder } from "@/server/ai/embedder";
import { enqueue } from "@/server/background/enqueue";
import { chooseIndexEmbedder, refuseOldModel } from "@/server/embedding/index-embedder";
import { embeddingText } from "@/server/indexing/embedding-text";
import { ModelChanged } from "@/server/indexing/refusal";
import { bitsOf, toVectorColumn, vectorArray } from "@/server/indexing/vector-column";
import { log } from "@/server/log";
import { ENTRY_LANGUAGE } from "./prepare-entry";
import { listWithoutVector, touchEntry } from "./shelf-queries";
import { shelveEntries } from "./shelve-entries";

const AT_ONCE = 64;
const WAIT_SECONDS = 5;

/**
 * Makes the organization's changed entries findable: by their words, if that has not happened yet, and by meaning. Whatever
 * has its vector is left alone, so it may run twice. Throws `EmbeddingError` when the model cannot be asked.
 */
export async function indexEntries(organizationId: string, signal: AbortSignal): Promise<void> {
  await shelveEntries(organizationId);
  const asAgent = <T>(work: (tx: TenantTx) => Promise<T>) =>
    withTenant({ organizationId, as: "agent" }, work);
  const list = () => asAgent((tx) => listWithoutVector(tx, organizationId, AT_ONCE));
  let chunks = await list();
  if (chunks.length === 0) return;
  const chosen = await chooseIndexEmbedder(organizationId);
  if (chosen.status === "refused") {
    // They are found by their words; the next change, or the next index run, tries again.
    log.warn({ organizationId, reason: chosen.reason }, "Knowledge could not be embedded");
    return;
  }
  if (chosen.status === "wait") return tryLater(organizationId);
  for (; chunks.length > 0; chunks = await list()) {
    signal.throwIfAborted();
    const vectors = await chosen.embedder.embed(
      chunks.map((chunk) => embeddingText(chunk, "", ENTRY_LANGUAGE)),
      "prose",
      signal,
    );
    const made = chunks.map(({ id, entryId }, index) => ({ id, entryId, vector: vectors[index] }));
    try {
      // One entry a transaction, and held before its chunks: whoever deletes or changes entries takes them in that order too.
      for (const [entryId, some] of Map.groupBy(made, (one) => one.entryId))
        await asAgent(async (tx) => {
          if (await touchEntry(tx, entryId))
            await storeVectors(tx, { organizationId, made: some, embedder: chosen.embedder });
        });
    } catch (error) {
      if (error instanceof ModelChanged) return tryLater(organizationId);
      throw error;
    }
  }
}

interface Made {
  id: string;
  vector: Float32Array | undefined;
}

/** Gives chunks their vectors and signatures; one that was replaced meanwhile is left out. */
async function storeVectors(
  tx: TenantTx,
  { organizationId, made, embedder }: { organizationId: string; made: Made[]; embedder: Embedder },
): Promise<void> {
  await refuseOldModel(tx, organizationId, embedder.model);
  const vector = toVectorColumn(sql`n.vector`, made.find((one) => one.vector)?.vector?.length);
  await tx.execute(sql`
    with embedded as (
      update document_chunk c set embedding = ${vector}, embedding_model = ${embedder.model}, updated_at = now()
      from unnest(${sql.param(made.map(({ id }) => id))}::text[],
        ${vectorArray(made.map((one) => one.vector))}) as n (id, vector)
      where c.organization_id = ${organizationId} and c.id = n.id and c.embedding is null
      returning c.id, c.organization_id, c.audience, c.embedding, c.shelf, c.source_table, c.source_id, c.language,
        c.embedding_model, c.first_generation
    )
    insert into chunk_signature (chunk_id, organization_id, audience, bits, repository_id, source_table, source_id,
      language, embedding_model, first_generation)
    select id, organization_id, audience, ${bitsOf(sql`embedding`)}, shelf, source_table, source_id, language,
      embedding_model, first_generation
    from embedded`);
}

/** Lets it wait, mostly for a change of model, which ends within minutes or fails. */
const tryLater = (organizationId: string): Promise<void> =>
  withTenant({ organizationId, as: "agent" }, (tx) =>
    enqueue(tx, "index-knowledge", {
      ...{ data: { organizationId }, as: "agent", startAfterSeconds: WAIT_SECONDS },
    }),
  );
