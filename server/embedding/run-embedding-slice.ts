import { isPassing } from "@/db/sql-state";
import { withTenant } from "@/db/tenant";
import { EmbeddingError, type EmbeddingErrorCode } from "@/server/ai/embedding-error";
import { getEmbedder } from "@/server/ai/get-embedder";
import { enqueue } from "@/server/background/enqueue";
import { othersWait } from "@/server/background/others-wait";
import { refreshStatistics } from "@/server/indexing/refresh-statistics";
import { LeaseLost } from "@/server/indexing/refusal";
import { log } from "@/server/log";
import { embedMissing } from "./embed-missing";
import {
  claimEmbeddingRun,
  type EmbeddingClaim,
  type EmbeddingLease,
  holdsEmbeddingLease,
  readTarget,
  withEmbeddingLease,
} from "./embedding-lease";
import { completeRun, dropOtherShadows, moveVectors, switchModel } from "./switch-model";

// How long one organization works before it lets others have their turn.
const SLICE_MS = 4_000;
// After this long the next slice is a job of its own, far below the time after which the queue gives a job up.
const JOB_MS = 60_000;
// A process that is told to stop finishes the batch it has begun, if that does not take longer.
const GRACE_MS = 2_500;
const OTHER_MACHINE_SECONDS = 10;
const MAX_ATTEMPTS = 10;

/** A server that is away, busy or failing may be back in a moment; a wrong key or model is not. */
const passing: readonly EmbeddingErrorCode[] = ["rate_limited", "unreachable", "timeout", "server_error"];

/**
 * Works on one change of model for some seconds, then lets other organizations have their turn. Safe to be killed anywhere:
 * what is embedded is in the shadow, and a new process goes on from there.
 */
export async function runEmbeddingSlice(
  run: { organizationId: string; runId: string },
  stopping: AbortSignal,
): Promise<void> {
  const { organizationId, runId } = run;
  const target = await readTarget(organizationId, runId);
  if (target === undefined) return;
  // Another machine was started with another configuration, and only that one can make these vectors.
  if (target !== getEmbedder().model) return queueLater(run, OTHER_MACHINE_SECONDS);
  const claim = await claimEmbeddingRun(organizationId, runId);
  if (!claim) return;
  const watch = watchLease(claim.lease, stopping);
  try {
    if (!(await workOn(claim, { stopping, signal: watch.signal }))) await queueNextSlice(claim.lease, 0);
  } catch (error) {
    if (error instanceof LeaseLost) return;
    // A finished job would leave the run to nobody: the next process finds a new one.
    if (stopping.aborted) return queueNextSlice(claim.lease, 0);
    if (watch.signal.aborted) return;
    // The database is away for a moment, or another transaction came first: the queue tries again.
    if (isPassing(error)) throw error;
    await endOrRetry(claim, error);
  } finally {
    watch.end();
  }
}

/** Everything from here to the end: true when it is reached, false when the time was up or others wait. */
async function workOn(
  claim: EmbeddingClaim,
  { stopping, signal }: { stopping: AbortSignal; signal: AbortSignal },
): Promise<boolean> {
  const startedMs = Date.now();
  for (;;) {
    const untilMs = Date.now() + SLICE_MS;
    const isTimeUp = () => stopping.aborted || Date.now() > untilMs;
    // What an earlier change has left comes first: the shadow holds one model's vectors at a time.
    if (await moveVectors(claim.lease, isTimeUp)) {
      await dropOtherShadows(claim);
      const isWhole = await embedMissing(claim, { isTimeUp, signal });
      // Searches read the shadow from the switch on: the planner must know by then how large it is.
      if (isWhole) await refreshStatistics(claim.lease.organizationId);
      if (isWhole && (await switchModel(claim)) && (await moveVectors(claim.lease, () => stopping.aborted))) {
        await completeRun(claim.lease);
        return true;
      }
    }
    if (stopping.aborted || Date.now() - startedMs > JOB_MS || (await othersWait("embedding-run")))
      return false;
  }
}

/** A signal that fires when the lease is lost, within a second of a cancellation, or some time after the process stops. */
function watchLease(lease: EmbeddingLease, stopping: AbortSignal): { signal: AbortSignal; end: () => void } {
  const lost = new AbortController();
  const timer = setInterval(() => {
    holdsEmbeddingLease(lease).then(
      (held) => held || lost.abort(new LeaseLost()),
      () => {},
    );
  }, 1_000);
  let grace: NodeJS.Timeout | undefined;
  const stop = () => {
    grace = setTimeout(() => lost.abort(stopping.reason), GRACE_MS);
  };
  if (stopping.aborted) stop();
  else stopping.addEventListener("abort", stop, { once: true });
  return {
    signal: lost.signal,
    end: () => {
      clearInterval(timer);
      clearTimeout(grace);
      stopping.removeEventListener("abort", stop);
    },
  };
}

async function endOrRetry({ lease, attempts }: EmbeddingClaim, error: unknown): Promise<void> {
  const { organizationId, runId } = lease;
  const isKnown = error instanceof EmbeddingError;
  if (!isKnown) log.error({ err: error, organizationId, runId }, "A change of embedding model failed");
  const reason = isKnown
    ? error.message
    : `Something went wrong while embedding. Try again; if it stays, tell the operator this number: ${runId}.`;
  const isWorthRetrying = isKnown && passing.includes(error.code) && attempts + 1 < MAX_ATTEMPTS;
  const changes = isWorthRetrying
    ? { attempts: attempts + 1, error: reason }
    : { status: "failed" as const, error: reason, completedAt: new Date(), leaseToken: null };
  await withEmbeddingLease(lease, changes, async (tx) => {
    if (!isWorthRetrying) return;
    const startAfterSeconds = Math.min(300, 5 * 2 ** attempts);
    await enqueue(tx, "embedding-run", { data: { organizationId, runId }, as: "agent", startAfterSeconds });
  }).catch((failure: unknown) => {
    if (!(failure instanceof LeaseLost)) throw failure;
  });
}

function queueNextSlice(lease: EmbeddingLease, startAfterSeconds: number): Promise<void> {
  const { organizationId, runId } = lease;
  return withEmbeddingLease(lease, {}, (tx) =>
    enqueue(tx, "embedding-run", { data: { organizationId, runId }, as: "agent", startAfterSeconds }),
  );
}

function queueLater(run: { organizationId: string; runId: string }, startAfterSeconds: number) {
  return withTenant({ organizationId: run.organizationId, as: "agent" }, (tx) =>
    enqueue(tx, "embedding-run", { data: run, as: "agent", startAfterSeconds }),
  );
}
