import { and, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { document, documentChunk, file, knowledgeBase } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { rowsOf } from "./scope-queries";

/** Chunks by id, with their file; of those of a document `path` is its name alone, of those of an entry its title. */
export function listChunks(tx: TenantTx, organizationId: string, ids: string[]) {
  return tx
    .select({
      id: documentChunk.id,
      kind: documentChunk.sourceTable,
      repositoryId: sql<string | null>`coalesce(${file.repositoryId}, ${knowledgeBase.repositoryId})`,
      category: knowledgeBase.category,
      fileId: documentChunk.sourceId,
      path: nameOfSource,
      language: documentChunk.language,
      symbol: documentChunk.symbol,
      scope: documentChunk.scope,
      startLine: documentChunk.startLine,
      startChar: documentChunk.startChar,
      places: document.places,
      content: documentChunk.content,
    })
    .from(documentChunk)
    .leftJoin(file, eq(file.id, documentChunk.fileId))
    .leftJoin(document, eq(document.id, documentChunk.documentId))
    .leftJoin(knowledgeBase, eq(knowledgeBase.id, documentChunk.knowledgeBaseId))
    .where(and(eq(documentChunk.organizationId, organizationId), inArray(documentChunk.id, ids)));
}

const nameOfSource = sql<string>`coalesce(${file.path}, ${document.name}, ${knowledgeBase.title}, '')`;

/** Chunks by id with their exact place in their file or document, and the state of that; `path` as in `listChunks`. */
export function listPassages(tx: TenantTx, organizationId: string, ids: string[]) {
  return tx
    .select({
      chunkId: documentChunk.id,
      sourceTable: documentChunk.sourceTable,
      sourceId: documentChunk.sourceId,
      repositoryId: file.repositoryId,
      path: sql<string>`coalesce(${file.path}, ${document.name})`,
      contentHash: sql<string>`coalesce(${file.contentHash}, ${document.contentHash})`,
      indexingStatus: document.indexingStatus,
      content: documentChunk.content,
      symbol: documentChunk.symbol,
      scope: documentChunk.scope,
      symbolKind: documentChunk.symbolKind,
      language: documentChunk.language,
      startLine: documentChunk.startLine,
      endLine: documentChunk.endLine,
      startChar: documentChunk.startChar,
      endChar: documentChunk.endChar,
    })
    .from(documentChunk)
    .leftJoin(file, eq(file.id, documentChunk.fileId))
    .leftJoin(document, and(eq(document.id, documentChunk.documentId), isNull(document.deletedAt)))
    .where(
      and(
        eq(documentChunk.organizationId, organizationId),
        inArray(documentChunk.id, ids),
        or(isNotNull(file.id), isNotNull(document.id)),
      ),
    );
}

/** What each chunk is: `function`, `type` and the like. */
export async function listChunkKinds(
  tx: TenantTx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, { symbolKind: string | null; language: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: documentChunk.id, symbolKind: documentChunk.symbolKind, language: documentChunk.language })
    .from(documentChunk)
    .where(and(eq(documentChunk.organizationId, organizationId), inArray(documentChunk.id, ids)));
  return new Map(rows.map(({ id, ...kind }) => [id, kind]));
}

/** What tells whether two chunks are copies of each other. Those of deleted documents and rejected entries are left out. */
export async function listTexts(tx: TenantTx, organizationId: string, ids: string[]) {
  const rows = await tx
    .select({
      id: documentChunk.id,
      content: documentChunk.content,
      symbol: documentChunk.symbol,
      path: nameOfSource,
      fileId: documentChunk.sourceId,
      startLine: documentChunk.startLine,
      endLine: documentChunk.endLine,
    })
    .from(documentChunk)
    .leftJoin(file, eq(file.id, documentChunk.fileId))
    .leftJoin(document, eq(document.id, documentChunk.documentId))
    .leftJoin(knowledgeBase, eq(knowledgeBase.id, documentChunk.knowledgeBaseId))
    .where(
      and(
        eq(documentChunk.organizationId, organizationId),
        inArray(documentChunk.id, ids),
        isNull(document.deletedAt),
        or(isNull(knowledgeBase.review), ne(knowledgeBase.review, "rejected")),
      ),
    );
  return new Map(rows.map(({ id, ...text }) => [id, text]));
}

export function listFileContents(tx: TenantTx, organizationId: string, ids: string[]) {
  return tx
    .select({
      id: file.id,
      repositoryId: file.repositoryId,
      path: file.path,
      language: file.language,
      content: file.content,
    })
    .from(file)
    .where(and(eq(file.organizationId, organizationId), inArray(file.id, ids)));
}

/** What the given line of each file belongs to: the name of its chunk, by file. */
export async function listNamesOfLines(
  tx: TenantTx,
  organizationId: string,
  places: { fileIds: string[]; lines: number[] },
) {
  if (places.fileIds.length === 0) return new Map<string, { symbol: string | null; scope: string | null }>();
  const rows = await rowsOf<{ fileId: string; symbol: string | null; scope: string | null }>(
    tx,
    sql`select distinct on (c.file_id) c.file_id as "fileId", c.symbol, c.scope
      from unnest(${sql.param(places.fileIds)}::text[], ${sql.param(places.lines)}::int[]) as place (file_id, line)
      join document_chunk c on c.organization_id = ${organizationId} and c.file_id = place.file_id
        and c.start_line <= place.line and c.end_line >= place.line and c.symbol is not null
      order by c.file_id, c.position`,
  );
  return new Map(rows.map(({ fileId, ...name }) => [fileId, name]));
}
