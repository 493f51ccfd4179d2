import { setTimeout } from "node:timers/promises";
import { refuseOldModel } from "@/server/embedding/index-embedder";
import { env } from "@/server/env";
import { closeGoneFiles } from "./close-gone-files";
import { embedBatch } from "./embed-batch";
import type { PreparedFile } from "./prepare-file";
import { MAX_BATCH_FILES, ReadAhead } from "./read-ahead";
import { hasOutgrownStatistics, refreshStatistics } from "./refresh-statistics";
import { type RunState, withLease } from "./run-state";
import { closeFiles, type FileToWrite, moveAside, writeFiles } from "./write-files";

const PROGRESS_MS = 250;
// PGlite runs one transaction at a time on the thread that answers pages, and from one statement to the next the event
// loop does not turn: there, little is written at once, and pages have twice as long as the writing had.
const isEmbedded = env.DATABASE_URL.startsWith("pglite:");
const CHUNKS_PER_TRANSACTION = isEmbedded ? 8 : 200;
const PAUSE = isEmbedded ? 2 : 0;
const MAX_PAUSE_MS = 100;

/**
 * Goes on with a run, batch by batch, until all files are done (true) or the time is up (false). While one batch is
 * embedded, the next ones are parsed and the last one written. `signal` ends it after the batch that is being embedded is
 * stored; `lost` at once, because nothing can be stored any more.
 */
export async function indexBatches(
  state: RunState,
  { untilMs, signal, lost }: { untilMs: number; signal: AbortSignal; lost: AbortSignal },
): Promise<boolean> {
  const reading = new ReadAhead(state, untilMs, signal);
  let writing: Promise<void> = Promise.resolve();
  try {
    for (let batch = await reading.take(); batch; batch = await reading.take()) {
      const { files, end } = batch;
      state.next = end;
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
    await Promise.allSettled([reading.settle(), writing]);
    throw error;
  }
  if (state.next < state.queue.length) return false;
  await closeGoneFiles(state);
  return true;
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
    if (PAUSE > 0 && chunks > 0)
      await setTimeout(Math.min(MAX_PAUSE_MS, PAUSE * (performance.now() - startedMs)));
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
