import { TRPCError } from "@trpc/server";
import type { TenantTx } from "@/db/tenant";
import { embedderFor, getEmbedder } from "@/server/ai/get-embedder";
import { audit } from "@/server/audit";
import { router, tenantProcedure } from "@/server/trpc/init";
import { modelsToSearch, readActiveModel } from "./active-model";
import { cancelEmbeddingRun } from "./cancel-embedding-run";
import { countSearchable } from "./missing-chunks";
import { getLatestRun } from "./queries";
import { needsEmbedding, startEmbeddingRun } from "./start-embedding-run";

export const embeddingRouter = router({
  /** The model that searches use, the configured one, and how many chunks have a vector that searches can meet. */
  get: tenantProcedure("embedding.read").query(({ ctx }) =>
    ctx.inTenant(
      async (tx) => {
        const { model } = await readActiveModel(tx);
        return {
          ...(await readProgress(tx)),
          configuredModel: getEmbedder().model,
          questions: howQuestionsAreEmbedded(model),
          coverage: await countSearchable(tx, ctx.organizationId, modelsToSearch(model)),
          needsChange: await needsEmbedding(tx, ctx.organizationId),
        };
      },
      { mode: "snapshot" },
    ),
  ),

  /** The model that searches use and the latest change of it: cheap enough to be asked for every second. */
  progress: tenantProcedure("embedding.read").query(({ ctx }) =>
    ctx.inTenant(readProgress, { mode: "snapshot" }),
  ),

  /** Ends the change under way and deletes what it made; searches stay with the model they use. */
  cancel: tenantProcedure("embedding.change").mutation(({ ctx }) =>
    ctx.inTenant(async (tx) => {
      const { organizationId } = ctx;
      const run = await cancelEmbeddingRun(tx, { organizationId, as: "person", status: "cancelled" });
      if (!run) {
        throw new TRPCError({
          code: "CONFLICT",
          message:
            "No change of model can be cancelled: none is under way, or searches use the new one already.",
        });
      }
      const data = { before: { model: run.model } };
      await audit(tx, ctx.actor, { action: "embedding.cancel", table: "embedding_run", id: run.id, data });
      return { runId: run.id };
    }),
  ),

  /** Begins the change to the configured model again after it was cancelled or has failed. */
  retry: tenantProcedure("embedding.change").mutation(({ ctx }) =>
    ctx.inTenant(async (tx) => {
      const { organizationId } = ctx;
      const isNeeded = await needsEmbedding(tx, organizationId);
      const run = isNeeded
        ? await startEmbeddingRun(tx, { organizationId, userId: ctx.user.userId, as: "person" })
        : undefined;
      if (!run) {
        throw new TRPCError({
          code: "CONFLICT",
          message: isNeeded
            ? "The model is being changed already."
            : "There is nothing to do: every chunk has a vector of the configured model.",
        });
      }
      const data = { after: { model: getEmbedder().model } };
      await audit(tx, ctx.actor, { action: "embedding.retry", table: "embedding_run", id: run.id, data });
      return { runId: run.id };
    }),
  ),
});

async function readProgress(tx: TenantTx) {
  const active = await readActiveModel(tx);
  return { activeModel: active.model, isMoving: active.isMoving, run: (await getLatestRun(tx)) ?? null };
}

/** `configured`: by the configured model; `old`: by the one before it; `server`: by that one, if its server still has it. */
function howQuestionsAreEmbedded(activeModel: string): "configured" | "old" | "server" | "not" {
  const embedder = embedderFor(activeModel);
  if (!embedder) return "not";
  if (embedder === getEmbedder()) return "configured";
  return embedder.isRemote ? "server" : "old";
}
