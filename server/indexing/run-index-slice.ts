import { isPassing } from "@/db/sql-state";
import { EmbeddingError } from "@/server/ai/embedding-error";
import { enqueue } from "@/server/background/enqueue";
import { othersWait } from "@/server/background/others-wait";
import { log } from "@/server/log";
import { failRun, publishRun } from "./end-run";
import { indexBatches } from "./index-batches";
import { openSource } from "./open-source";
import { IndexingRefusal, LeaseLost } from "./refusal";
import {
  type Claim,
  claimRun,
  holdsLease,
  type Lease,
  loadKnownFiles,
  noCounts,
  type RunState,
  withLease,
} from "./run-state";

// How long one run works before it lets others have their turn.
const SLICE_MS = 4_000;
// After this long the next slice is a job of its own, far below the time after which the queue gives a job up.
const JOB_MS = 60_000;

const holder = globalThis as typeof globalThis & { carrelRuns?: Map<string, RunState> };
holder.carrelRuns ??= new Map();
const runs = holder.carrelRuns;

/**
 * Works on one index run for some seconds. When others wait, it queues its next slice behind theirs; so a repository
 * of a thousand files does not starve one of ten. Safe to be killed anywhere: a new process takes the run up where
 * the last committed batch left it.
 */
export async function runIndexSlice(
  run: { organizationId: string; runId: string },
  stopping: AbortSignal,
): Promise<void> {
  const kept = runs.get(run.runId);
  const claim = kept && (await holdsLease(kept.lease)) ? kept : await claimRun(run.organizationId, run.runId);
  if (!claim) return forget(run.runId);
  const watch = watchLease(claim, stopping);
  try {
    const state = claim === kept ? kept : await begin(claim, watch.signal);
    if (await workOn(state, watch.signal)) await forget(run.runId);
  } catch (error) {
    await forget(run.runId);
    // A finished job would leave the run to nobody: the next process finds a new one.
    if (stopping.aborted) return queueNextSlice(claim.lease);
    if (watch.signal.aborted || error instanceof LeaseLost) return;
    // The database is away for a moment: the queue tries again.
    if (isPassing(error)) throw error;
    await failRun(claim.lease, reasonFor(error, run.runId), kept?.counts).catch((failure: unknown) => {
      if (!(failure instanceof LeaseLost)) throw failure;
    });
  } finally {
    watch.end();
  }
}

/** Indexes until the run is done (true) or others wait (false). */
async function workOn(state: RunState, signal: AbortSignal): Promise<boolean> {
  const startedMs = Date.now();
  for (;;) {
    const isDone = await indexBatches(state, { untilMs: Date.now() + SLICE_MS, signal });
    if (isDone) {
      await publishRun(state);
      return true;
    }
    if (Date.now() - startedMs > JOB_MS || (await othersWait("index-run"))) {
      await queueNextSlice(state.lease);
      return false;
    }
  }
}

function queueNextSlice(lease: Lease): Promise<void> {
  const { organizationId, runId } = lease;
  return withLease(lease, {}, (tx) =>
    enqueue(tx, "index-run", { data: { organizationId, runId }, as: "agent" }),
  );
}

async function begin(claim: Claim, signal: AbortSignal): Promise<RunState> {
  const { lease } = claim;
  await withLease(lease, { phase: "listing" }, async () => {});
  const source = await openSource({ organizationId: lease.organizationId, ...claim }, signal);
  try {
    const known = await loadKnownFiles(claim);
    const { files, skipped } = source.listing;
    const counts = { ...noCounts, filesTotal: files.length + skipped.length, filesSkipped: skipped.length };
    const state: RunState = { ...claim, ...source, ...known, queue: files, next: 0, counts, savedMs: 0 };
    await withLease(lease, { phase: "indexing", ...state.counts }, async () => {});
    runs.set(lease.runId, state);
    return state;
  } catch (error) {
    await source.cleanUp();
    throw error;
  }
}

async function forget(runId: string): Promise<void> {
  const state = runs.get(runId);
  runs.delete(runId);
  await state?.cleanUp();
}

/** A signal that fires when the process stops or the lease is lost: within a second of a cancellation. */
function watchLease(claim: Claim, stopping: AbortSignal): { signal: AbortSignal; end: () => void } {
  const lost = new AbortController();
  const timer = setInterval(() => {
    holdsLease(claim.lease).then(
      (held) => held || lost.abort(new LeaseLost()),
      () => {},
    );
  }, 1_000);
  return { signal: AbortSignal.any([lost.signal, stopping]), end: () => clearInterval(timer) };
}

function reasonFor(error: unknown, runId: string): string {
  if (error instanceof IndexingRefusal || error instanceof EmbeddingError) return error.message;
  log.error({ err: error, runId }, "An index run failed");
  return `Something went wrong while indexing. Try again; if it stays, tell the operator this number: ${runId}.`;
}
