import { newId } from "@/db/columns";
import { withTenant } from "@/db/tenant";
import type { Embedder } from "@/server/ai/embedder";
import { EmbeddingError } from "@/server/ai/embedding-error";
import { enqueue } from "@/server/background/enqueue";
import { BlobStoreError } from "@/server/blob/blob-store";
import { chooseIndexEmbedder, refuseOldModel } from "@/server/embedding/index-embedder";
import type { PreparedDocument } from "@/server/indexing/prepare-document";
import { prepareDocumentText } from "@/server/indexing/prepare-pool";
import { refreshStatistics } from "@/server/indexing/refresh-statistics";
import { IndexingRefusal, ModelChanged } from "@/server/indexing/refusal";
import { type ChunkToWrite, writeChunks } from "@/server/indexing/write-chunks";
import { log } from "@/server/log";
import { ExtractionRefusal } from "./extract/extracted";
import {
  type Claim,
  claimDocument,
  deleteChunks,
  endIndexing,
  holdChunks,
  holdClaim,
  listChunkIds,
  listLenders,
} from "./indexing-queries";
import { takeText } from "./take-text";
import { isTakenOut } from "./text-of";

// Beyond it an index helps nobody to find anything: some 2,000 pages.
export const MAX_INDEXED_CHARACTERS = 4 * 1024 * 1024;
const WAIT_SECONDS = 5;
// A server that is away, mostly for longer than a change of model between two slices.
const STORE_WAIT_SECONDS = 30;
// Without statistics the planner walks everything for one word.
const MANY_CHUNKS = 250;

interface Target {
  organizationId: string;
  documentId: string;
}

/**
 * Makes a document's text findable: chunks with vectors in the place of those before, at once. Only what the text was when
 * it was taken up is marked done; a change meanwhile has queued a job of its own. May run twice.
 */
export async function indexDocument(target: Target, signal: AbortSignal): Promise<void> {
  const { organizationId, documentId } = target;
  const asAgent = <T>(work: Parameters<typeof withTenant<T>>[1]) =>
    withTenant({ organizationId, as: "agent" }, work);
  const claim = await asAgent((tx) => claimDocument(tx, documentId));
  if (!claim) return;
  try {
    const chosen = await chooseIndexEmbedder(organizationId);
    if (chosen.status === "refused") throw new IndexingRefusal(chosen.reason);
    if (chosen.status === "wait") return await tryLater(target, claim);
    const text = claim.contentText ?? (await takeText(organizationId, claim, signal));
    if (text === undefined) return;
    const prepared = await prepare(claim, text, signal);
    const chunks = await embed(organizationId, { prepared, embedder: chosen.embedder }, signal);
    await store(target, { claim, prepared, chunks, model: chosen.embedder.model });
    if (chunks.length >= MANY_CHUNKS) await refreshStatistics(organizationId);
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof ModelChanged || error instanceof LenderGone) return tryLater(target, claim);
    if (error instanceof BlobStoreError && error.isPassing) {
      log.warn({ err: error, documentId }, "A document waits for the store of its bytes");
      return tryLater(target, claim, STORE_WAIT_SECONDS);
    }
    const indexingError = reasonFor(error, documentId);
    await asAgent((tx) => endIndexing(tx, claim, { indexingStatus: "failed", indexingError }));
  }
}

async function prepare(claim: Claim, text: string, signal: AbortSignal): Promise<PreparedDocument> {
  if (text.length > MAX_INDEXED_CHARACTERS)
    throw new IndexingRefusal(
      "Its text is longer than 4 million characters, the most that can be searched. It can still be read and downloaded.",
    );
  // What is taken out of a file has its headings marked as in Markdown, whatever the file is called.
  const language = isTakenOut(claim.mimeType) ? "markdown" : undefined;
  return prepareDocumentText({ name: claim.name, language, text }, signal);
}

/** Gives every chunk its vector. A text that has one anywhere among the documents is not embedded again. */
async function embed(
  organizationId: string,
  { prepared, embedder }: { prepared: PreparedDocument; embedder: Embedder },
  signal: AbortSignal,
): Promise<ChunkToWrite[]> {
  const hashes = [...new Set(prepared.chunks.map((chunk) => chunk.contentHash))];
  const lenders = await withTenant({ organizationId, as: "agent" }, (tx) =>
    listLenders(tx, { organizationId, model: embedder.model, hashes }),
  );
  const fresh = [
    ...new Map(
      prepared.chunks.filter((one) => !lenders.has(one.contentHash)).map((one) => [one.contentHash, one]),
    ).values(),
  ];
  const vectors = new Map<string, Float32Array>();
  if (fresh.length > 0) {
    const made = await embedder.embed(
      fresh.map((chunk) => chunk.embeddingText),
      prepared.kind,
      signal,
    );
    fresh.forEach((chunk, index) => {
      const vector = made[index];
      if (vector) vectors.set(chunk.contentHash, vector);
    });
  }
  return prepared.chunks.map((chunk) => ({
    ...chunk,
    vector: vectors.get(chunk.contentHash),
    reuseChunkId: lenders.get(chunk.contentHash),
  }));
}

async function store(
  { organizationId, documentId }: Target,
  made: { claim: Claim; prepared: PreparedDocument; chunks: ChunkToWrite[]; model: string },
): Promise<void> {
  const { claim, prepared, chunks, model } = made;
  const { language, secretSpans } = prepared;
  await withTenant({ organizationId, as: "agent" }, async (tx) => {
    if (!(await holdClaim(tx, claim))) return;
    await refuseOldModel(tx, organizationId, model);
    const lenders = new Set(chunks.flatMap((chunk) => chunk.reuseChunkId ?? []));
    if (!(await holdChunks(tx, [...lenders]))) throw new LenderGone();
    const before = await listChunkIds(tx, documentId);
    await writeChunks(
      tx,
      { organizationId, source: "document", repositoryId: null, generation: 1, embeddingModel: model },
      chunks.map((chunk) => ({ ...chunk, id: newId(), sourceId: documentId, language })),
    );
    // After them: the new ones may have taken over their vectors.
    await deleteChunks(tx, before);
    await endIndexing(tx, claim, { indexingStatus: "completed", secretSpans });
  });
}

/** A chunk whose vector was to be taken over was deleted meanwhile: its text is embedded with the next try. */
class LenderGone extends Error {
  override readonly name = "LenderGone";
}

/** Lets it wait, mostly for a change of model, which ends within minutes or fails. */
async function tryLater(
  { organizationId, documentId }: Target,
  claim: Claim,
  startAfterSeconds = WAIT_SECONDS,
): Promise<void> {
  await withTenant({ organizationId, as: "agent" }, async (tx) => {
    await endIndexing(tx, claim, { indexingStatus: "pending" });
    const data = { organizationId, documentId };
    await enqueue(tx, "index-document", { data, as: "agent", startAfterSeconds });
  });
}

function reasonFor(error: unknown, documentId: string): string {
  const isForPeople = [IndexingRefusal, EmbeddingError, ExtractionRefusal].some(
    (kind) => error instanceof kind,
  );
  if (error instanceof Error && isForPeople) return error.message;
  log.error({ err: error, documentId }, "A document could not be indexed");
  return `Something went wrong while indexing. Try again; if it stays, tell the operator this number: ${documentId}.`;
}
