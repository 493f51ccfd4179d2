import { randomUUID } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { indexRun } from "@/db/schema";
import type { IndexRepository } from "@/db/seed/seed";
import { withTenant } from "@/db/tenant";
import { startWorker } from "@/server/background/worker";
import { addRepository } from "@/server/repository/add-repository";

/** Indexes through the product's own queue and worker. Throws with the run's reason when it fails. */
export const indexRepository: IndexRepository = async ({ organizationId, userId, name, folder }) => {
  const actor = {
    organizationId,
    userId,
    ip: null,
    userAgent: "npm run db:seed",
    correlationId: randomUUID(),
  };
  const { id } = await withTenant({ organizationId, userId }, (tx) =>
    addRepository(tx, actor, { name, sourceKind: "folder", url: folder, uploadId: null }),
  );
  await startWorker();
  for (;;) {
    const [run] = await withTenant({ organizationId, userId }, (tx) =>
      tx
        .select({
          status: indexRun.status,
          error: indexRun.error,
          files: indexRun.filesIndexed,
          chunks: indexRun.chunks,
        })
        .from(indexRun)
        .where(eq(indexRun.repositoryId, id))
        .orderBy(desc(indexRun.createdAt))
        .limit(1),
    );
    if (run?.status === "completed") return { files: run.files, chunks: run.chunks };
    if (run?.status === "failed" || run?.status === "cancelled") {
      throw new Error(`${name} could not be indexed: ${run.error ?? run.status}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
