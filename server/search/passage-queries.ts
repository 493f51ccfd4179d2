import { and, asc, eq, gte, inArray, isNull, lte, or } from "drizzle-orm";
import { documentChunk, file, repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

const passage = {
  chunkId: documentChunk.id,
  sourceId: file.id,
  repositoryId: file.repositoryId,
  path: file.path,
  symbol: documentChunk.symbol,
  startLine: documentChunk.startLine,
  endLine: documentChunk.endLine,
  startChar: documentChunk.startChar,
  endChar: documentChunk.endChar,
  content: documentChunk.content,
  contentHash: file.contentHash,
};

/** The passages of one published file, in their order. */
export function listPassagesOfFile(
  tx: TenantTx,
  at: { organizationId: string; repositoryId: string; path: string },
) {
  return tx
    .select(passage)
    .from(documentChunk)
    .innerJoin(file, eq(file.id, documentChunk.fileId))
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(
      and(
        eq(documentChunk.organizationId, at.organizationId),
        eq(file.repositoryId, at.repositoryId),
        eq(file.path, at.path),
        isNull(file.skippedReason),
        lte(file.firstGeneration, repository.generation),
        or(isNull(file.lastGeneration), gte(file.lastGeneration, repository.generation)),
      ),
    )
    .orderBy(asc(documentChunk.position));
}

/** The passages of the published files that stand at a path in any of these repositories, in their order. */
export function listPassagesAtPath(
  tx: TenantTx,
  at: { organizationId: string; repositoryIds: string[]; path: string },
) {
  return tx
    .select(passage)
    .from(documentChunk)
    .innerJoin(file, eq(file.id, documentChunk.fileId))
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(
      and(
        eq(documentChunk.organizationId, at.organizationId),
        inArray(file.repositoryId, at.repositoryIds),
        eq(file.path, at.path),
        isNull(file.skippedReason),
        lte(file.firstGeneration, repository.generation),
        or(isNull(file.lastGeneration), gte(file.lastGeneration, repository.generation)),
      ),
    )
    .orderBy(asc(file.repositoryId), asc(documentChunk.position))
    .limit(200);
}

/** The first passages of a document that end behind a line, in their order. */
export async function listDocumentChunkIds(
  tx: TenantTx,
  at: { organizationId: string; documentId: string; startLine: number; most: number },
): Promise<string[]> {
  const rows = await tx
    .select({ id: documentChunk.id })
    .from(documentChunk)
    .where(
      and(
        eq(documentChunk.organizationId, at.organizationId),
        eq(documentChunk.documentId, at.documentId),
        gte(documentChunk.endLine, at.startLine),
      ),
    )
    .orderBy(asc(documentChunk.position))
    .limit(at.most);
  return rows.map(({ id }) => id);
}

export function listSources(tx: TenantTx, ids: string[]) {
  return tx
    .select({ id: file.id, contentHash: file.contentHash, content: file.content })
    .from(file)
    .where(inArray(file.id, ids));
}

export function listSourcesNow(tx: TenantTx, places: { repositoryId: string; path: string }[]) {
  const columns = { id: file.id, contentHash: file.contentHash, content: file.content };
  const at = places.map(({ repositoryId, path }) =>
    and(eq(file.repositoryId, repositoryId), eq(file.path, path)),
  );
  return tx
    .select({ ...columns, repositoryId: file.repositoryId, path: file.path })
    .from(file)
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(
      and(
        or(...at),
        isNull(file.skippedReason),
        lte(file.firstGeneration, repository.generation),
        or(isNull(file.lastGeneration), gte(file.lastGeneration, repository.generation)),
      ),
    );
}
