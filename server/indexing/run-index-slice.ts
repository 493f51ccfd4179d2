import { inSpan } from "@/db/in-span";
import { isPassing } from "@/db/sql-state";
import { EmbeddingError } from "@/server/ai/embedding-error";
import { enqueue } from "@/server/background/enqueue";
import { othersWait } from "@/server/background/others-wait";
import { chooseIndexEmbedder } from "@/server/embedding/index-embedder";
import { log } from "@/server/log";
import { failRun, publishRun, publishUnchanged } from "./end-run";
import { findTip, isIndexedAt } from "./find-tip";
import { indexBatches } from "./index-batches";
import { openSource } from "./open-source";
import { IndexingRefusal, LeaseLost, ModelChanged } from "./refusal";
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
// How soon a run looks again whether the change of model that it waits for has ended.
const MODEL_CHANGE_SECONDS = 5;

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
    if (state === "wait") return queueNextSlice(claim.lease, MODEL_CHANGE_SECONDS);
    if (state === "over" || (await workOn(state, watch))) await forget(run.runId);
  } catch (error) {
    await forget(run.runId);
    // A finished job would leave the run to nobody: the next process finds a new one.
    if (stopping.aborted) return queueNextSlice(claim.lease);
    if (watch.signal.aborted || error instanceof LeaseLost) return;
    if (error instanceof ModelChanged) return queueNextSlice(claim.lease);
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
async function workOn(
  state: RunState,
  signals: { signal: AbortSignal; lost: AbortSignal },
): Promise<boolean> {
  const startedMs = Date.now();
  for (;;) {
    const isDone = await inSpan("index slice", { runId: state.lease.runId }, () =>
      indexBatches(state, { untilMs: Date.now() + SLICE_MS, ...signals }),
    );
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

function queueNextSlice(lease: Lease, startAfterSeconds = 0): Promise<void> {
  const { organizationId, runId } = lease;
  return withLease(lease, {}, (tx) =>
    enqueue(tx, "index-run", { data: { organizationId, runId }, as: "agent", startAfterSeconds }),
  );
}

/** Lists the source. The run may be over, the source being as it was, or have to wait for a change of model to end. */
async function begin(claim: Claim, signal: AbortSignal): Promise<RunState | "over" | "wait"> {
  const { lease } = claim;
  const chosen = await chooseIndexEmbedder(lease.organizationId);
  if (chosen.status === "refused") throw new IndexingRefusal(chosen.reason);
  if (chosen.status === "wait") {
    await withLease(lease, { phase: "waiting" }, async () => {});
    return "wait";
  }
  const { embedder } = chosen;
  await withLease(lease, { phase: "listing" }, async () => {});
  const tip = claim.sourceKind === "git" ? await findTip(claim, signal) : undefined;
  if (tip && isIndexedAt(claim, tip.head.commit)) {
    await publishUnchanged(claim, tip.head.branch);
    return "over";
  }
  const source = await openSource({ organizationId: lease.organizationId, ...claim, tip }, signal);
  try {
    const { chunks, ...known } = await loadKnownFiles(claim);
    const { files, skipped } = source.listing;
    const counts = {
      ...noCounts,
      filesTotal: files.length + skipped.length,
      filesSkipped: skipped.length,
      chunks,
      embeddings: claim.embeddings,
    };
    const state: RunState = {
      ...{ ...claim, ...source, ...known, embedder },
      ...{ queue: files, next: 0, counts, savedMs: 0 },
    };
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
function watchLease(
  claim: Claim,
  stopping: AbortSignal,
): { signal: AbortSignal; lost: AbortSignal; end: () => void } {
  const lost = new AbortController();
  const timer = setInterval(() => {
    holdsLease(claim.lease).then(
      (held) => held || lost.abort(new LeaseLost()),
      () => {},
    );
  }, 1_000);
  return {
    signal: AbortSignal.any([lost.signal, stopping]),
    lost: lost.signal,
    end: () => clearInterval(timer),
  };
}

function reasonFor(error: unknown, runId: string): string {
  if (error instanceof IndexingRefusal || error instanceof EmbeddingError) return error.message;
  log.error({ err: error, runId }, "An index run failed");
  return `Something went wrong while indexing. Try again; if it stays, tell the operator this number: ${runId}.`;
}
