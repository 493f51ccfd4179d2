import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { withTenant } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import { embeddingText } from "@/server/indexing/embedding-text";
import { isProse } from "@/server/indexing/language";
import { type EmbeddingClaim, withEmbeddingLease } from "./embedding-lease";
import { countChunks, findLastShadow, listMissingChunks, type MissingChunk } from "./missing-chunks";
import { findShadowsOfTexts, type Shadow, writeShadows } from "./shadow";

const CHUNKS_PER_TRANSACTION = 8;
const MAX_PAUSE_MS = 100;

/**
 * Embeds chunk after chunk into the shadow until none lacks a vector of the run's model (true) or the time is up (false).
 * A batch that was begun is finished and kept unless `signal` fires, so a process that is told to stop loses none.
 */
export async function embedMissing(
  { lease, model }: EmbeddingClaim,
  { isTimeUp, signal }: { isTimeUp: () => boolean; signal: AbortSignal },
): Promise<boolean> {
  const { organizationId } = lease;
  const read = <T>(work: Parameters<typeof withTenant<T>>[1]) =>
    withTenant({ organizationId, as: "agent" }, work);
  const counts = await read((tx) => countChunks(tx, organizationId, model));
  await withEmbeddingLease(lease, { phase: "embedding", ...columnsOf(counts) }, async () => {});
  let afterId = await read((tx) => findLastShadow(tx, organizationId, model));
  const limit = getEmbedder().textsAtOnce ?? 64;
  while (!isTimeUp()) {
    const chunks = await read((tx) => listMissingChunks(tx, { organizationId, model, afterId, limit }));
    if (chunks.length === 0 && afterId === "") return true;
    // Chunks that came meanwhile may lie behind.
    afterId = chunks.at(-1)?.id ?? "";
    const shadows = await embedChunks(organizationId, { model, chunks }, signal);
    for (let start = 0; start < shadows.length; start += CHUNKS_PER_TRANSACTION) {
      const startedMs = performance.now();
      const group = shadows.slice(start, start + CHUNKS_PER_TRANSACTION);
      counts.done += group.length;
      await withEmbeddingLease(lease, { ...columnsOf(counts), attempts: 0, error: null }, (tx) =>
        writeShadows(tx, { organizationId, model }, group),
      );
      // On PGlite one statement follows the other without the event loop turning: pages have twice as long as the writing had.
      await setTimeout(Math.min(MAX_PAUSE_MS, 2 * (performance.now() - startedMs)));
    }
  }
  return false;
}

/** The vectors of some chunks. One text is embedded once, also when another chunk has its vector already. */
async function embedChunks(
  organizationId: string,
  { model, chunks }: { model: string; chunks: MissingChunk[] },
  signal: AbortSignal,
): Promise<Shadow[]> {
  const texts = chunks.map((chunk) => {
    const text = embeddingText(chunk, chunk.path, chunk.language);
    const contentHash = createHash("sha256").update(text).digest("hex");
    const kind = isProse(chunk.language) ? ("prose" as const) : ("code" as const);
    return { id: chunk.id, text, contentHash, kind, key: `${kind} ${contentHash}` };
  });
  const known = await withTenant({ organizationId, as: "agent" }, (tx) =>
    findShadowsOfTexts(
      tx,
      { organizationId, model },
      texts.map((one) => one.contentHash),
    ),
  );
  const lenders = new Map(
    known.map((one) => [`${isProse(one.language) ? "prose" : "code"} ${one.contentHash}`, one.chunkId]),
  );
  const fresh = [
    ...new Map(texts.filter((one) => !lenders.has(one.key)).map((one) => [one.key, one])).values(),
  ];
  const vectors = new Map<string, Float32Array>();
  for (const kind of ["code", "prose"] as const) {
    const ofKind = fresh.filter((one) => one.kind === kind);
    if (ofKind.length === 0) continue;
    const made = await getEmbedder().embed(
      ofKind.map((one) => one.text),
      kind,
      signal,
    );
    ofKind.forEach((one, index) => {
      const vector = made[index];
      if (vector) vectors.set(one.key, vector);
    });
  }
  return texts.map(({ id, contentHash, key }) => ({
    chunkId: id,
    contentHash,
    vector: vectors.get(key),
    lenderId: lenders.get(key),
  }));
}

const columnsOf = ({ total, done }: { total: number; done: number }) => ({
  chunksTotal: Math.max(total, done),
  chunksDone: done,
});
