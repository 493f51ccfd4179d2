import { desc, eq } from "drizzle-orm";
import { embeddingRun, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** The latest change of model, with who asked for it; undefined when there never was one. */
export async function getLatestRun(tx: TenantTx) {
  const [row] = await tx
    .select({
      id: embeddingRun.id,
      model: embeddingRun.model,
      previousModel: embeddingRun.previousModel,
      status: embeddingRun.status,
      phase: embeddingRun.phase,
      chunksTotal: embeddingRun.chunksTotal,
      chunksDone: embeddingRun.chunksDone,
      attempts: embeddingRun.attempts,
      error: embeddingRun.error,
      createdAt: embeddingRun.createdAt,
      startedAt: embeddingRun.startedAt,
      switchedAt: embeddingRun.switchedAt,
      completedAt: embeddingRun.completedAt,
      askedBy: user.name,
    })
    .from(embeddingRun)
    .leftJoin(user, eq(user.id, embeddingRun.userId))
    .orderBy(desc(embeddingRun.createdAt), desc(embeddingRun.id))
    .limit(1);
  return row;
}
