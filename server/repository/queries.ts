import { and, asc, count, desc, eq, gte, ilike, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { documentChunk, file, indexRun, repository, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

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

/** Files and folders directly inside `folder` ("" is the top) of the published generation. */
export function listFolder(
  tx: TenantTx,
  list: { repositoryId: string; folder: string; limit: number; offset: number },
) {
  const prefix = list.folder === "" ? "" : `${list.folder}/`;
  const rest = sql`substr(${file.path}, ${prefix.length + 1}::int)`;
  const name = sql<string>`split_part(${rest}, '/', 1)`;
  const isFolder = sql<boolean>`position('/' in ${rest}) > 0`;
  return tx
    .select({
      name: name.as("entry_name"),
      isFolder: isFolder.as("is_folder"),
      files: sql<number>`count(*)::int`,
      sizeBytes: sql<number>`sum(${file.sizeBytes})::float8`,
      language: sql<string | null>`min(${file.language})`,
      skippedReason: sql<string | null>`min(${file.skippedReason})`,
      hasSecrets: sql<boolean>`bool_or(${file.secretLines} <> '[]'::jsonb)`,
    })
    .from(file)
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(
      and(eq(file.repositoryId, list.repositoryId), isPublished, sql`starts_with(${file.path}, ${prefix})`),
    )
    .groupBy(sql`entry_name`, sql`is_folder`)
    .orderBy(sql`is_folder desc`, sql`entry_name`)
    .limit(list.limit)
    .offset(list.offset);
}

/** Files left out of the index, with the reason. */
export function listSkippedFiles(
  tx: TenantTx,
  list: { repositoryId: string; limit: number; offset: number },
) {
  return tx
    .select({ id: file.id, path: file.path, sizeBytes: file.sizeBytes, reason: file.skippedReason })
    .from(file)
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(and(eq(file.repositoryId, list.repositoryId), isPublished, isNotNull(file.skippedReason)))
    .orderBy(asc(file.path))
    .limit(list.limit)
    .offset(list.offset);
}

/** Every path of a generation, without folders that were left out as a whole. */
export async function listPaths(
  tx: TenantTx,
  { repositoryId, generation }: { repositoryId: string; generation: number },
): Promise<string[]> {
  // One text: 100,000 rows take the driver four times as long. No path holds an empty name between two slashes.
  const [row] = await tx
    .select({ paths: sql<string | null>`string_agg(${file.path}, '//')` })
    .from(file)
    // The generation is given: joining a hundred thousand rows to their repository takes as long as reading them.
    .where(
      and(
        eq(file.repositoryId, repositoryId),
        lte(file.firstGeneration, generation),
        or(isNull(file.lastGeneration), gte(file.lastGeneration, generation)),
        sql`right(${file.path}, 1) <> '/'`,
      ),
    );
  return row?.paths?.split("//") ?? [];
}

export async function listFilesByPath(tx: TenantTx, repositoryId: string, paths: string[]) {
  if (paths.length === 0) return [];
  return tx
    .select({
      path: file.path,
      language: file.language,
      sizeBytes: file.sizeBytes,
      skippedReason: file.skippedReason,
    })
    .from(file)
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(and(eq(file.repositoryId, repositoryId), inArray(file.path, paths), isPublished));
}

export async function getFile(tx: TenantTx, repositoryId: string, path: string) {
  const [row] = await tx
    .select({
      id: file.id,
      path: file.path,
      language: file.language,
      sizeBytes: file.sizeBytes,
      content: file.content,
      skippedReason: file.skippedReason,
      secretLines: file.secretLines,
      generation: repository.generation,
      repositoryName: repository.name,
    })
    .from(file)
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(and(eq(file.repositoryId, repositoryId), eq(file.path, path), isPublished));
  return row;
}

/** The named parts of a file, top to bottom. */
export function listSymbols(tx: TenantTx, fileId: string) {
  return tx
    .select({
      symbol: documentChunk.symbol,
      kind: documentChunk.symbolKind,
      scope: documentChunk.scope,
      startLine: documentChunk.startLine,
      endLine: documentChunk.endLine,
    })
    .from(documentChunk)
    .where(and(eq(documentChunk.fileId, fileId), isNotNull(documentChunk.symbol)))
    .orderBy(asc(documentChunk.position));
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

const isPublished = and(
  lte(file.firstGeneration, repository.generation),
  or(isNull(file.lastGeneration), gte(file.lastGeneration, repository.generation)),
);
