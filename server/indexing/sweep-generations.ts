import { and, eq, gt, inArray, isNotNull, lt } from "drizzle-orm";
import { chunkSignature, documentChunk, file, indexRun, repository } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import { refreshStatistics } from "./refresh-statistics";

const FILES_PER_TRANSACTION = 50;

/**
 * Deletes what no reader can see: rows that ended before the published generation and, while no run is under way, rows
 * that were built for a generation that never came; files such a run had closed are opened again. Small transactions,
 * each of which locks the repository's row first, as `startIndexRun` does: a new run waits for it, then sees its result.
 */
export async function sweepGenerations(target: {
  organizationId: string;
  repositoryId: string;
}): Promise<void> {
  const inTurn = (work: (tx: TenantTx, generation: number) => Promise<boolean>) =>
    withTenant({ organizationId: target.organizationId, as: "agent" }, async (tx) => {
      const [row] = await tx
        .select({ generation: repository.generation })
        .from(repository)
        .where(eq(repository.id, target.repositoryId))
        .for("update");
      return row ? work(tx, row.generation) : false;
    });

  while (
    await inTurn((tx, generation) =>
      deleteFiles(tx, target.repositoryId, lt(file.lastGeneration, generation)),
    )
  );
  while (
    await inTurn(async (tx, generation) => {
      if (await hasActiveRun(tx, target.repositoryId)) return false;
      if (await deleteFiles(tx, target.repositoryId, gt(file.firstGeneration, generation))) return true;
      return reopenFiles(tx, target.repositoryId, generation);
    })
  );
  await refreshStatistics(target.organizationId);
}

async function hasActiveRun(tx: TenantTx, repositoryId: string): Promise<boolean> {
  const active = await tx
    .select({ id: indexRun.id })
    .from(indexRun)
    .where(and(eq(indexRun.repositoryId, repositoryId), inArray(indexRun.status, ["queued", "running"])));
  return active.length > 0;
}

/** Deletes some of the files that `condition` names, chunks and signatures with them; false when none was left. */
async function deleteFiles(
  tx: TenantTx,
  repositoryId: string,
  condition: ReturnType<typeof lt>,
): Promise<boolean> {
  const doomed = await tx
    .select({ id: file.id })
    .from(file)
    .where(and(eq(file.repositoryId, repositoryId), condition))
    .limit(FILES_PER_TRANSACTION);
  if (doomed.length === 0) return false;
  await tx.delete(file).where(
    inArray(
      file.id,
      doomed.map((row) => row.id),
    ),
  );
  return true;
}

/** Opens files again that an abandoned run had closed with the generation that is still the published one. */
async function reopenFiles(tx: TenantTx, repositoryId: string, generation: number): Promise<boolean> {
  const closed = await tx
    .select({ id: file.id })
    .from(file)
    .where(
      and(
        eq(file.repositoryId, repositoryId),
        isNotNull(file.lastGeneration),
        eq(file.lastGeneration, generation),
      ),
    )
    .limit(FILES_PER_TRANSACTION);
  if (closed.length === 0) return false;
  const ids = closed.map((row) => row.id);
  const open = { lastGeneration: null };
  await tx.update(chunkSignature).set(open).where(inArray(chunkSignature.sourceId, ids));
  await tx.update(documentChunk).set(open).where(inArray(documentChunk.fileId, ids));
  await tx.update(file).set(open).where(inArray(file.id, ids));
  return true;
}
