import { and, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { file, indexRun, repository, upload } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import { metrics } from "@/server/operation/metrics";
import { type Claim, type Counts, type Lease, type RunState, withLease } from "./run-state";

/**
 * Makes the generation of a finished run the one that readers see: one update of one row. A run that changed nothing
 * publishes nothing, so cursors into the index stay good.
 */
export async function publishRun(state: RunState): Promise<void> {
  const { lease, repositoryId, generation, counts } = state;
  await withLease(lease, counts, async (tx) => {
    await tx
      .update(repository)
      .set({
        indexingStatus: "completed",
        lastIndexedAt: new Date(),
        lastError: null,
        lastIndexedCommit: state.at?.commit ?? null,
        lastIndexedBranch: state.at?.branch ?? null,
        ...(state.hasChanged || generation === 1 ? { generation } : {}),
      })
      .where(eq(repository.id, repositoryId));
    await endRun(tx, lease.runId, { status: "completed", phase: "done" });
    await sweepLater(tx, lease.organizationId, repositoryId);
    // Whatever was published: what was mined may lack an earlier generation, too.
    await enqueue(tx, "mine-knowledge", {
      data: { organizationId: lease.organizationId, repositoryId },
      as: "agent",
    });
  });
  metrics().runsEnded.inc({ status: "completed" });
}

/** Ends a run whose source is at the very commit that is published: nothing was fetched, read or written. */
export async function publishUnchanged({ lease, repositoryId }: Claim, branch: string | null): Promise<void> {
  await withLease(lease, {}, async (tx) => {
    const { isSkipped, isPublished } = publishedFiles;
    const [counts] = await tx
      .select({
        filesTotal: sql<number>`count(*)::int`,
        filesUnchanged: sql<number>`count(*) filter (where not ${isSkipped})::int`,
        filesSkipped: sql<number>`count(*) filter (where ${isSkipped})::int`,
      })
      .from(file)
      .innerJoin(repository, eq(repository.id, file.repositoryId))
      .where(and(eq(file.repositoryId, repositoryId), isPublished));
    await tx
      .update(repository)
      .set({
        indexingStatus: "completed",
        lastIndexedAt: new Date(),
        lastError: null,
        lastIndexedBranch: branch,
      })
      .where(eq(repository.id, repositoryId));
    await endRun(tx, lease.runId, { status: "completed", phase: "done", ...counts });
    await sweepLater(tx, lease.organizationId, repositoryId);
  });
  metrics().runsEnded.inc({ status: "completed" });
}

/** Ends a run with the reason people read. What it has built is kept: the next run goes on from there. */
export async function failRun(lease: Lease, reason: string, counts: Counts | undefined): Promise<void> {
  await withLease(lease, counts ?? {}, async (tx) => {
    const [run] = await endRun(tx, lease.runId, { status: "failed", error: reason });
    if (!run) return;
    await tx
      .update(repository)
      .set({ indexingStatus: "failed", lastError: reason })
      .where(eq(repository.id, run.repositoryId));
  });
  metrics().runsEnded.inc({ status: "failed" });
}

/** Cancels the run under way, if any, and clears away what it built. The published index stays as it was. */
export async function cancelRun(
  tx: TenantTx,
  { organizationId, repositoryId }: { organizationId: string; repositoryId: string },
): Promise<{ id: string } | undefined> {
  const [run] = await tx
    .update(indexRun)
    .set({ status: "cancelled", completedAt: new Date(), leaseToken: null })
    .where(and(eq(indexRun.repositoryId, repositoryId), inArray(indexRun.status, ["queued", "running"])))
    .returning({ id: indexRun.id });
  if (!run) return undefined;
  await tx
    .update(repository)
    .set({
      indexingStatus: sql`case when ${repository.generation} > 0 then 'completed' else 'idle' end::indexing_status`,
    })
    .where(eq(repository.id, repositoryId));
  await enqueue(tx, "sweep-generations", { data: { organizationId, repositoryId }, as: "person" });
  return run;
}

async function endRun(
  tx: TenantTx,
  runId: string,
  end: { status: "completed" | "failed"; phase?: "done"; error?: string } & Partial<Counts>,
): Promise<{ repositoryId: string }[]> {
  const ended = await tx
    .update(indexRun)
    .set({ ...end, completedAt: new Date(), leaseToken: null })
    .where(eq(indexRun.id, runId))
    .returning({ repositoryId: indexRun.repositoryId, uploadId: indexRun.uploadId });
  const uploadIds = ended.flatMap((run) => run.uploadId ?? []);
  // A failed run keeps its archive, so that it can be tried again.
  if (end.status === "completed" && uploadIds.length > 0)
    await tx.delete(upload).where(inArray(upload.id, uploadIds));
  return ended;
}

const publishedFiles = {
  isSkipped: sql`${file.skippedReason} is not null`,
  isPublished: and(
    lte(file.firstGeneration, repository.generation),
    or(isNull(file.lastGeneration), gte(file.lastGeneration, repository.generation)),
  ),
};

const sweepLater = (tx: TenantTx, organizationId: string, repositoryId: string) =>
  enqueue(tx, "sweep-generations", { data: { organizationId, repositoryId }, as: "agent" });
