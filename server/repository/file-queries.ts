import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { documentChunk, file, repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

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

export const isPublished = and(
  lte(file.firstGeneration, repository.generation),
  or(isNull(file.lastGeneration), gte(file.lastGeneration, repository.generation)),
);
