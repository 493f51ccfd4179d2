import { embeddingRun } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import { enqueue } from "@/server/background/enqueue";
import { readActiveModel } from "./active-model";
import { countChunks, hasMissingChunks } from "./missing-chunks";

/** Whether searches use another model than the configured one, some chunk has no vector of it, or one is not in its place. */
export async function needsEmbedding(tx: TenantTx, organizationId: string): Promise<boolean> {
  const { model } = getEmbedder();
  const active = await readActiveModel(tx);
  return active.model !== model || active.isMoving || (await hasMissingChunks(tx, organizationId, model));
}

/** Queues the change to the configured model in the caller's transaction; undefined while one is under way. */
export async function startEmbeddingRun(
  tx: TenantTx,
  run: { organizationId: string; userId: string | null; as: "person" | "agent" },
): Promise<{ id: string } | undefined> {
  const { organizationId, userId } = run;
  const { model } = getEmbedder();
  const { model: previousModel } = await readActiveModel(tx);
  const counts = await countChunks(tx, organizationId, model);
  const [created] = await tx
    .insert(embeddingRun)
    .values({
      organizationId,
      userId,
      model,
      previousModel,
      chunksTotal: counts.total,
      chunksDone: counts.done,
    })
    .onConflictDoNothing()
    .returning({ id: embeddingRun.id });
  if (!created) return undefined;
  await enqueue(tx, "embedding-run", { data: { organizationId, runId: created.id }, as: run.as });
  return created;
}
