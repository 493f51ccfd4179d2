import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { embeddingRun, embeddingSetting } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { refreshStatistics } from "@/server/indexing/refresh-statistics";
import { ensureActiveModel, lockActiveModel } from "./active-model";
import { type EmbeddingClaim, type EmbeddingLease, withEmbeddingLease } from "./embedding-lease";
import { hasMissingChunks } from "./missing-chunks";
import { dropShadows, moveShadows } from "./shadow";

const CHUNKS_PER_TRANSACTION = 8;
const SHADOWS_PER_DELETE = 200;
const MAX_PAUSE_MS = 100;

/**
 * Makes the run's model the one that every search uses: one update of one row. False, and nothing has changed, when a chunk
 * still lacks its vector. Index runs share the row while they write, so no chunk comes between the look and the update.
 */
export function switchModel({ lease, model }: EmbeddingClaim): Promise<boolean> {
  const { organizationId } = lease;
  return withEmbeddingLease(lease, {}, async (tx) => {
    await lockActiveModel(tx, organizationId, "switch");
    if (await hasMissingChunks(tx, organizationId, model)) return false;
    await tx
      .update(embeddingSetting)
      .set({ model, isMoving: true })
      .where(eq(embeddingSetting.organizationId, organizationId));
    await tx
      .update(embeddingRun)
      .set({ phase: "moving", switchedAt: new Date() })
      .where(eq(embeddingRun.id, lease.runId));
    return true;
  });
}

/** Moves what a switch left in the shadow to its chunks; false when the time was up before. */
export async function moveVectors(lease: EmbeddingLease, isTimeUp: () => boolean): Promise<boolean> {
  const { organizationId } = lease;
  while (!isTimeUp()) {
    const startedMs = performance.now();
    const isDone = await withEmbeddingLease(lease, {}, async (tx) => {
      const active = await ensureActiveModel(tx, organizationId);
      if (!active.isMoving) return true;
      const moved = await moveShadows(tx, { organizationId, model: active.model }, CHUNKS_PER_TRANSACTION);
      if (moved > 0) return false;
      await tx
        .update(embeddingSetting)
        .set({ isMoving: false })
        .where(eq(embeddingSetting.organizationId, organizationId));
      return true;
    });
    if (isDone) return true;
    await setTimeout(Math.min(MAX_PAUSE_MS, 2 * (performance.now() - startedMs)));
  }
  return false;
}

/** Deletes vectors of a model that was to come once and will not. */
export async function dropOtherShadows({ lease, model }: EmbeddingClaim): Promise<void> {
  const { organizationId } = lease;
  const drop = (tx: TenantTx) =>
    dropShadows(tx, { organizationId, exceptModel: model, limit: SHADOWS_PER_DELETE });
  while (await withEmbeddingLease(lease, {}, drop));
}

export async function completeRun(lease: EmbeddingLease): Promise<void> {
  const end = { status: "completed", phase: "done", completedAt: new Date(), error: null } as const;
  await withEmbeddingLease(lease, { ...end, leaseToken: null }, async () => {});
  await refreshStatistics(lease.organizationId);
}
