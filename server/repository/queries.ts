import { and, asc, count, desc, eq, gte, ilike, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { documentChunk, file, indexRun, repository, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { isPublished } from "./file-queries";

const summary = {
  id: repository.id,
  name: repository.name,
  sourceKind: repository.sourceKind,
  url: repository.url,
  indexingStatus: repository.indexingStatus,
  generation: repository.generation,
  lastIndexedAt: repository.lastIndexedAt,
  lastError: repository.lastError,
  lastIndexedCommit: repository.lastIndexedCommit,
  lastIndexedBranch: repository.lastIndexedBranch,
  createdAt: repository.createdAt,
};

const latestRun = sql`(select r.id from ${indexRun} r where r.organization_id = ${repository.organizationId}
  and r.repository_id = ${repository.id} order by r.created_at desc, r.id desc limit 1)`;

const progress = {
  id: indexRun.id,
  status: indexRun.status,
  phase: indexRun.phase,
  filesTotal: indexRun.filesTotal,
  filesIndexed: indexRun.filesIndexed,
  filesUnchanged: indexRun.filesUnchanged,
  filesSkipped: indexRun.filesSkipped,
  filesRemoved: indexRun.filesRemoved,
  chunks: indexRun.chunks,
  embeddings: indexRun.embeddings,
  error: indexRun.error,
  uploadId: indexRun.uploadId,
  createdAt: indexRun.createdAt,
  startedAt: indexRun.startedAt,
  completedAt: indexRun.completedAt,
};

const orders = {
  createdAt: repository.createdAt,
  name: sql`lower(${repository.name})`,
  lastIndexedAt: repository.lastIndexedAt,
};
export const repositoryOrders = [
  "createdAt",
  "name",
  "lastIndexedAt",
] as const satisfies (keyof typeof orders)[];

/** Repositories with their latest run. */
export function listRepositories(
  tx: TenantTx,
  list: {
    limit: number;
    offset: number;
    sortBy: keyof typeof orders;
    sortDirection: "asc" | "desc";
    namePattern: string | undefined;
  },
) {
  const direction = list.sortDirection === "asc" ? asc : desc;
  return tx
    .select({ ...summary, run: progress })
    .from(repository)
    .leftJoin(indexRun, eq(indexRun.id, latestRun))
    .where(list.namePattern === undefined ? undefined : ilike(repository.name, list.namePattern))
    .orderBy(direction(orders[list.sortBy]), direction(repository.id))
    .limit(list.limit)
    .offset(list.offset);
}

export async function getRepository(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      ...summary,
      run: progress,
      addedBy: user.name,
      branch: repository.defaultBranch,
      // Only that there is one: the token itself never leaves the server.
      hasToken: sql<boolean>`${repository.credential} is not null`,
      reindexEveryMinutes: repository.reindexEveryMinutes,
      nextIndexAt: repository.nextIndexAt,
    })
    .from(repository)
    .leftJoin(indexRun, eq(indexRun.id, latestRun))
    .leftJoin(user, eq(user.id, repository.userId))
    .where(eq(repository.id, id));
  return row;
}

/** What the published generation of a repository holds. */
export async function getRepositoryFigures(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      files: sql<number>`count(*) filter (where ${file.skippedReason} is null)::int`,
      skipped: sql<number>`count(*) filter (where ${file.skippedReason} is not null)::int`,
      withSecrets: sql<number>`count(*) filter (where ${file.secretLines} <> '[]'::jsonb)::int`,
      sizeBytes: sql<number>`coalesce(sum(${file.sizeBytes}) filter (where ${file.skippedReason} is null), 0)::float8`,
    })
    .from(file)
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(and(eq(file.repositoryId, id), isPublished));
  const [chunks] = await tx
    .select({ chunks: count() })
    .from(documentChunk)
    .innerJoin(repository, eq(repository.id, documentChunk.repositoryId))
    .where(
      and(
        eq(documentChunk.repositoryId, id),
        lte(documentChunk.firstGeneration, repository.generation),
        or(isNull(documentChunk.lastGeneration), gte(documentChunk.lastGeneration, repository.generation)),
      ),
    );
  return { files: 0, skipped: 0, withSecrets: 0, sizeBytes: 0, ...row, chunks: chunks?.chunks ?? 0 };
}

/** The runs that are under way, with their repository: what the progress stream sends. */
export function listActiveRuns(tx: TenantTx) {
  return tx
    .select({ repositoryId: indexRun.repositoryId, repositoryName: repository.name, ...progress })
    .from(indexRun)
    .innerJoin(repository, eq(repository.id, indexRun.repositoryId))
    .where(inArray(indexRun.status, ["queued", "running"]))
    .orderBy(asc(indexRun.createdAt), asc(indexRun.id));
}

export async function insertRepository(tx: TenantTx, values: typeof repository.$inferInsert) {
  const [row] = await tx
    .insert(repository)
    .values(values)
    .returning({ id: repository.id, name: repository.name });
  return row;
}

export async function renameRepository(tx: TenantTx, id: string, name: string) {
  const [row] = await tx
    .update(repository)
    .set({ name })
    .where(eq(repository.id, id))
    .returning({ id: repository.id, name: repository.name });
  return row;
}

export async function deleteRepository(tx: TenantTx, id: string) {
  const [row] = await tx
    .delete(repository)
    .where(eq(repository.id, id))
    .returning({ id: repository.id, name: repository.name });
  return row;
}
