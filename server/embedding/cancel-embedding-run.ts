import { and, inArray, isNull } from "drizzle-orm";
import { embeddingRun } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";

/**
 * Ends the change under way and has what it made deleted; searches go on as before. Undefined when there is none, or when
 * searches use the new model already.
 */
export async function cancelEmbeddingRun(
  tx: TenantTx,
  {
    organizationId,
    as,
    status,
  }: {
    organizationId: string;
    as: "person" | "agent";
    status: "cancelled" | "superseded";
  },
): Promise<{ id: string; model: string } | undefined> {
  const [run] = await tx
    .update(embeddingRun)
    .set({ status, completedAt: new Date(), leaseToken: null, error: null })
    .where(and(inArray(embeddingRun.status, ["queued", "running"]), isNull(embeddingRun.switchedAt)))
    .returning({ id: embeddingRun.id, model: embeddingRun.model });
  if (run) await enqueue(tx, "sweep-embeddings", { data: { organizationId }, as });
  return run;
}
