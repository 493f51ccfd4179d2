import { desc, inArray } from "drizzle-orm";
import { embeddingRun } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import { cancelEmbeddingRun } from "./cancel-embedding-run";
import { needsEmbedding, startEmbeddingRun } from "./start-embedding-run";

/**
 * Begins the change to the configured model where an organization's searches use another, and ends one to a model that is
 * configured no more. A change that somebody cancelled stays so until somebody asks for it again.
 */
export async function checkModel(organizationId: string): Promise<void> {
  await withTenant({ organizationId, as: "agent" }, async (tx) => {
    const { model } = getEmbedder();
    const [active] = await tx
      .select({ model: embeddingRun.model, switchedAt: embeddingRun.switchedAt })
      .from(embeddingRun)
      .where(inArray(embeddingRun.status, ["queued", "running"]));
    if (active?.model === model) return;
    if (active) await endOther(tx, organizationId, active.switchedAt !== null);
    if (!(await needsEmbedding(tx, organizationId))) return;
    const [latest] = await tx
      .select({ model: embeddingRun.model, status: embeddingRun.status })
      .from(embeddingRun)
      .orderBy(desc(embeddingRun.createdAt), desc(embeddingRun.id))
      .limit(1);
    if (latest?.model === model && latest.status === "cancelled") return;
    await startEmbeddingRun(tx, { organizationId, userId: null, as: "agent" });
  });
}

async function endOther(tx: TenantTx, organizationId: string, hasSwitched: boolean): Promise<void> {
  if (!hasSwitched) {
    await cancelEmbeddingRun(tx, { organizationId, as: "agent", status: "superseded" });
    return;
  }
  // Searches use its model already; the next run moves what is left in the shadow before it begins.
  await tx
    .update(embeddingRun)
    .set({ status: "completed", phase: "done", completedAt: new Date(), leaseToken: null })
    .where(inArray(embeddingRun.status, ["queued", "running"]));
}
