import { setTimeout } from "node:timers/promises";
import { withTenant } from "@/db/tenant";
import { refuseOldModel } from "@/server/embedding/index-embedder";
import { env } from "@/server/env";
import type { PreparedFile } from "./prepare-file";
import { prepareFiles } from "./prepare-pool";
import { hasOutgrownStatistics, refreshStatistics } from "./refresh-statistics";
import { type RunState, withLease } from "./run-state";
import type { ListedFile } from "./source/listed-file";
import { closeFiles, type FileToWrite, listReusableChunks, moveAside, writeFiles } from "./write-files";

const BATCH_BYTES = 256 * 1024;
const MAX_BATCH_FILES = 32;
const PROGRESS_MS = 250;
// PGlite runs one transaction at a time on the thread that answers pages, and from one statement to the next the event
// loop does not turn: there, little is written at once, and pages have twice as long as the writing had.
const isEmbedded = env.DATABASE_URL.startsWith("pglite:");
const CHUNKS_PER_TRANSACTION = isEmbedded ? 8 : 200;
const PAUSE = isEmbedded ? 2 : 0;
const MAX_PAUSE_MS = 100;
const CLOSE_FILES_PER_TRANSACTION = 100;

/**
 * Goes on with a run, batch by batch, until all files are done (true) or the time is up (false). While one batch is
 * embedded, the next is parsed and the last one written. Small batches keep the loss small when the process is killed.
 * `signal` ends it after the batch that is being embedded is stored; `lost` at once, because nothing can be stored any more.
 */
export async function indexBatches(
  state: RunState,
  { untilMs, signal, lost }: { untilMs: number; signal: AbortSignal; lost: AbortSignal },
): Promise<boolean> {
  let prepared = startBatch(state, signal);
  let writing: Promise<void> = Promise.resolve();
  try {
    while (prepared) {
      const files = await prepared.files;
      state.next = prepared.end;
      prepared = Date.now() < untilMs ? startBatch(state, signal) : undefined;
      const toWrite = await embedBatch(state, files, lost);
      await writing;
      lost.throwIfAborted();
      writing = writeBatch(state, files, toWrite);
      // Awaited before the next write; a failure meanwhile must not count as unhandled.
      writing.catch(() => {});
      if (signal.aborted) await writing;
      signal.throwIfAborted();
    }
    await writing;
  } catch (error) {
    await Promise.allSettled([prepared?.files, writing]);
    throw error;
  }
  if (state.next < state.queue.length) return false;
  await closeGoneFiles(state);
  return true;
}

/** Reads, hashes and chunks the next files in a worker thread. */
function startBatch(
  state: RunState,
  signal: AbortSignal,
): { files: Promise<PreparedFile[]>; end: number } | undefined {
  if (state.next >= state.queue.length) return undefined;
  const limit = Math.min(MAX_BATCH_FILES, Math.max(1, Math.ceil(state.queue.length / 100)));
  const batch: ListedFile[] = [];
  let bytes = 0;
  for (
    let index = state.next;
    index < state.queue.length && batch.length < limit && bytes < BATCH_BYTES;
    index++
  ) {
    const listed = state.queue[index];
    if (!listed) break;
    batch.push(listed);
    bytes += listed.sizeBytes;
  }
  const files = prepareFiles(
    // Whichever model its vectors came from: giving all chunks those of another one is the work of server/embedding. A
    // file whose names were never stored counts as changed.
    batch.map((listed) => {
      const known = state.known.get(listed.path);
      return { file: listed, knownHash: known?.hasSymbols ? known.contentHash : undefined };
    }),
    { root: state.root, repository: state.repository },
    signal,
  );
  files.catch(() => {});
  return { files, end: state.next + batch.length };
}

/** Gives every new or changed chunk its vector; a chunk whose text stands in the stored file keeps the vector it has. */
async function embedBatch(
  state: RunState,
  files: PreparedFile[],
  signal: AbortSignal,
): Promise<FileToWrite[]> {
  const { embedder } = state;
  const changed = files.filter((one) => one.outcome !== "unchanged");
  const replaced = changed.flatMap((one) => state.known.get(one.path)?.id ?? []);
  const reusable = new Map<string, string>();
  if (replaced.length > 0) {
    const stored = await withTenant({ organizationId: state.lease.organizationId, as: "agent" }, (tx) =>
      listReusableChunks(tx, replaced, embedder.model),
    );
    for (const chunk of stored) reusable.set(`${chunk.fileId}:${chunk.contentHash}`, chunk.id);
  }
  const toWrite = changed.map((one): FileToWrite => {
    const replacesId = state.known.get(one.path)?.id;
    const chunks = one.outcome === "indexed" ? one.chunks : [];
    return {
      prepared: one,
      replacesId,
      chunks: chunks.map((chunk) => ({
        ...chunk,
        vector: undefined,
        reuseChunkId:
          replacesId === undefined ? undefined : reusable.get(`${replacesId}:${chunk.contentHash}`),
      })),
    };
  });
  for (const kind of ["code", "prose"] as const) {
    const fresh = toWrite
      .filter(({ prepared }) => prepared.outcome === "indexed" && prepared.kind === kind)
      .flatMap(({ chunks }) => chunks.filter((chunk) => chunk.reuseChunkId === undefined));
    if (fresh.length === 0) continue;
    const vectors = await embedder.embed(
      fresh.map((chunk) => chunk.embeddingText),
      kind,
      signal,
    );
    fresh.forEach((chunk, index) => {
      chunk.vector = vectors[index];
    });
    state.counts.embeddings += fresh.length;
  }
  return toWrite;
}

/**
 * Stores a batch, some files a transaction, with the counts: the progress people see is what is really kept. On PGlite
 * a transaction keeps everybody else waiting, so it holds few chunks.
 */
async function writeBatch(state: RunState, files: PreparedFile[], toWrite: FileToWrite[]): Promise<void> {
  const chunksOf = new Map(toWrite.map((one) => [one.prepared.path, one]));
  const before = state.counts.chunks;
  let group: PreparedFile[] = [];
  let chunks = 0;
  for (const [index, one] of files.entries()) {
    group.push(one);
    chunks += chunksOf.get(one.path)?.chunks.length ?? 0;
    const isFull = chunks >= CHUNKS_PER_TRANSACTION || group.length >= MAX_BATCH_FILES;
    if (!isFull && index < files.length - 1) continue;
    const startedMs = performance.now();
    await writeGroup(
      state,
      group,
      group.flatMap((file) => chunksOf.get(file.path) ?? []),
    );
    if (PAUSE > 0) await setTimeout(Math.min(MAX_PAUSE_MS, PAUSE * (performance.now() - startedMs)));
    group = [];
    chunks = 0;
  }
  if (hasOutgrownStatistics(before, state.counts.chunks)) await refreshStatistics(state.lease.organizationId);
}

async function writeGroup(state: RunState, files: PreparedFile[], toWrite: FileToWrite[]): Promise<void> {
  const { generation, repositoryId, lease, counts } = state;
  for (const one of files) {
    const known = state.known.get(one.path);
    if (one.outcome === "skipped" || (one.outcome === "unchanged" && known?.isSkipped))
      counts.filesSkipped += 1;
    // Built by this run before it was interrupted: done, not unchanged.
    else if (one.outcome === "indexed" || known?.firstGeneration === generation) counts.filesIndexed += 1;
    else counts.filesUnchanged += 1;
  }
  state.hasChanged ||= toWrite.length > 0;
  counts.chunks += toWrite.reduce((sum, one) => sum + one.chunks.length, 0);
  // Nothing to store but the counts, which may wait: a run of unchanged files is made of little else.
  if (toWrite.length === 0 && Date.now() - state.savedMs < PROGRESS_MS) return;
  state.savedMs = Date.now();
  await withLease(lease, counts, async (tx) => {
    if (toWrite.length === 0) return;
    await refuseOldModel(tx, lease.organizationId, state.embedder.model);
    const replaced = toWrite.flatMap((one) => one.replacesId ?? []);
    const target = {
      organizationId: lease.organizationId,
      repositoryId,
      generation,
      embeddingModel: state.embedder.model,
    };
    // Rows that an interrupted run built for this generation stand in the way of the unique key, but their chunks may
    // still lend a vector: moved aside first, deleted last.
    await moveAside(tx, replaced, generation);
    await writeFiles(tx, target, toWrite);
    await closeFiles(tx, replaced, generation);
  });
}

/** Ends the rows of files that the source no longer has, and records what the listing itself left out. */
async function closeGoneFiles(state: RunState): Promise<void> {
  const { generation, repositoryId, lease, counts } = state;
  const listed = new Set([
    ...state.queue.map((one) => one.path),
    ...state.listing.skipped.map((one) => one.path),
  ]);
  const gone = [...state.known].filter(([path]) => !listed.has(path));
  const skipped = state.listing.skipped.filter(
    ({ path, reason }) => state.known.get(path)?.contentHash !== `listing:${reason.code}`,
  );
  state.hasChanged ||= gone.length + skipped.length > 0;
  counts.filesRemoved += gone.filter(([, known]) => known.firstGeneration < generation).length;
  await withLease(lease, { phase: "publishing", ...counts }, async (tx) => {
    const replaced = skipped.flatMap(({ path }) => state.known.get(path)?.id ?? []);
    await moveAside(tx, replaced, generation);
    const target = {
      organizationId: lease.organizationId,
      repositoryId,
      generation,
      embeddingModel: state.embedder.model,
    };
    for (let start = 0; start < skipped.length; start += CLOSE_FILES_PER_TRANSACTION) {
      await writeFiles(
        tx,
        target,
        skipped.slice(start, start + CLOSE_FILES_PER_TRANSACTION).map(({ path, reason }) => ({
          prepared: {
            outcome: "skipped",
            path,
            contentHash: `listing:${reason.code}`,
            sizeBytes: 0,
            reason: reason.sentence,
          },
          replacesId: undefined,
          chunks: [],
        })),
      );
    }
    await closeFiles(tx, replaced, generation);
  });
  for (let start = 0; start < gone.length; start += CLOSE_FILES_PER_TRANSACTION) {
    const ids = gone.slice(start, start + CLOSE_FILES_PER_TRANSACTION).map(([, known]) => known.id);
    await withLease(lease, {}, (tx) => closeFiles(tx, ids, generation));
  }
}
