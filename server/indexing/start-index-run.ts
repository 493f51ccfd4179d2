import { TRPCError } from "@trpc/server";
import { and, eq, inArray } from "drizzle-orm";
import { indexRun, repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";

/**
 * Queues a run that builds the repository's next generation, in the caller's transaction. CONFLICT while one is under
 * way. `userId` is null when nobody asked but the clock. Updating the repository's row first keeps the sweeper out
 * until the run is visible.
 */
export async function startIndexRun(
  tx: TenantTx,
  run: { organizationId: string; repositoryId: string; userId: string | null; uploadId: string | null },
): Promise<{ id: string }> {
  const [target] = await tx
    .update(repository)
    .set({ indexingStatus: "queued", lastError: null })
    .where(eq(repository.id, run.repositoryId))
    .returning({ generation: repository.generation });
  if (!target) throw new Error("startIndexRun needs a repository of this organization.");
  const [active] = await tx
    .select({ id: indexRun.id })
    .from(indexRun)
    .where(and(eq(indexRun.repositoryId, run.repositoryId), inArray(indexRun.status, ["queued", "running"])));
  if (active) {
    throw new TRPCError({
      code: "CONFLICT",
      message: "This repository is being indexed already. Wait for it, or cancel it first.",
    });
  }
  const [created] = await tx
    .insert(indexRun)
    .values({ ...run, generation: target.generation + 1 })
    .returning({ id: indexRun.id });
  if (!created) throw new Error("The run was not stored.");
  await enqueue(tx, "index-run", {
    data: { organizationId: run.organizationId, runId: created.id },
    as: run.userId === null ? "agent" : "person",
  });
  return created;
}
