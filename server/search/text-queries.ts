import { and, eq, inArray } from "drizzle-orm";
import { documentChunk, file } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** Chunks by id, with their file. */
export function listChunks(tx: TenantTx, organizationId: string, ids: string[]) {
  return tx
    .select({
      id: documentChunk.id,
      repositoryId: file.repositoryId,
      fileId: file.id,
      path: file.path,
      language: documentChunk.language,
      symbol: documentChunk.symbol,
      scope: documentChunk.scope,
      startLine: documentChunk.startLine,
      content: documentChunk.content,
    })
    .from(documentChunk)
    .innerJoin(file, eq(file.id, documentChunk.fileId))
    .where(and(eq(documentChunk.organizationId, organizationId), inArray(documentChunk.id, ids)));
}

/** Chunks by id with their exact place in their file, and the state of the file that they were read from. */
export function listPassages(tx: TenantTx, organizationId: string, ids: string[]) {
  return tx
    .select({
      chunkId: documentChunk.id,
      sourceId: file.id,
      repositoryId: file.repositoryId,
      path: file.path,
      contentHash: file.contentHash,
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
    .innerJoin(file, eq(file.id, documentChunk.fileId))
    .where(and(eq(documentChunk.organizationId, organizationId), inArray(documentChunk.id, ids)));
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

/** What tells whether two chunks are copies of each other. */
export async function listTexts(tx: TenantTx, organizationId: string, ids: string[]) {
  const rows = await tx
    .select({
      id: documentChunk.id,
      content: documentChunk.content,
      symbol: documentChunk.symbol,
      path: file.path,
      fileId: file.id,
      startLine: documentChunk.startLine,
      endLine: documentChunk.endLine,
    })
    .from(documentChunk)
    .innerJoin(file, eq(file.id, documentChunk.fileId))
    .where(and(eq(documentChunk.organizationId, organizationId), inArray(documentChunk.id, ids)));
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

/** Named chunks of some files: what a line of them belongs to. */
export function listNamedChunks(tx: TenantTx, organizationId: string, fileIds: string[]) {
  return tx
    .select({
      fileId: documentChunk.fileId,
      symbol: documentChunk.symbol,
      scope: documentChunk.scope,
      startLine: documentChunk.startLine,
      endLine: documentChunk.endLine,
    })
    .from(documentChunk)
    .where(and(eq(documentChunk.organizationId, organizationId), inArray(documentChunk.fileId, fileIds)));
}
