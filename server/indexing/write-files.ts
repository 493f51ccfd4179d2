import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { chunkShadow, chunkSignature, documentChunk, file } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import type { PreparedFile, PreparedSymbol } from "./prepare-file";
import { type ChunkToWrite, writeChunks } from "./write-chunks";

// Their rows are small, and their indexes cheap.
const SYMBOLS_PER_STATEMENT = 500;

export interface FileToWrite {
  prepared: Exclude<PreparedFile, { outcome: "unchanged" }>;
  /** The row this one replaces, if any. */
  replacesId: string | undefined;
  chunks: ChunkToWrite[];
}

export interface WriteTarget {
  organizationId: string;
  repositoryId: string;
  generation: number;
  embeddingModel: string;
}

/** Stores files with their chunks and vectors as part of a generation; returns the new row ids in order. */
export async function writeFiles(tx: TenantTx, target: WriteTarget, files: FileToWrite[]): Promise<string[]> {
  const { organizationId, repositoryId, generation } = target;
  const ids = files.map(() => newId());
  await tx.insert(file).values(
    files.map(({ prepared }, index) => ({
      id: ids[index] ?? newId(),
      organizationId,
      repositoryId,
      path: prepared.path,
      sizeBytes: prepared.sizeBytes,
      contentHash: prepared.contentHash,
      hasSymbols: true,
      firstGeneration: generation,
      ...(prepared.outcome === "indexed"
        ? { language: prepared.language, content: prepared.content, secretLines: prepared.secretLines }
        : { skippedReason: prepared.reason }),
    })),
  );
  const rows = files.flatMap(({ prepared, chunks }, index) =>
    chunks.map((chunk) => ({
      ...chunk,
      id: newId(),
      sourceId: ids[index] ?? "",
      language: prepared.outcome === "indexed" ? prepared.language : null,
    })),
  );
  await writeChunks(tx, { ...target, source: "file" }, rows);
  const symbols = files.flatMap(({ prepared }, index) =>
    prepared.outcome === "indexed"
      ? prepared.symbols.map((symbol) => ({ ...symbol, fileId: ids[index] ?? "" }))
      : [],
  );
  for (let start = 0; start < symbols.length; start += SYMBOLS_PER_STATEMENT) {
    await writeSymbols(tx, organizationId, symbols.slice(start, start + SYMBOLS_PER_STATEMENT));
  }
  return ids;
}

/** One statement for the names of many files. */
async function writeSymbols(
  tx: TenantTx,
  organizationId: string,
  rows: (PreparedSymbol & { fileId: string })[],
): Promise<void> {
  const array = <T>(pick: (row: (typeof rows)[number]) => T) => sql.param(rows.map(pick));
  await tx.execute(sql`
    insert into file_symbol (id, organization_id, file_id, name, key, suffixes, kind, scope, start_line, end_line)
    select n.id, ${organizationId}, n.file_id, n.name, n.key, n.suffixes, n.kind, n.scope, n.start_line, n.end_line
    from unnest(
      ${array(() => newId())}::text[], ${array((row) => row.fileId)}::text[], ${array((row) => row.name)}::text[],
      ${array((row) => row.key)}::text[], ${array((row) => row.suffixes)}::text[], ${array((row) => row.kind)}::text[],
      ${array((row) => row.scope)}::text[], ${array((row) => row.startLine)}::int[], ${array((row) => row.endLine)}::int[]
    ) as n (id, file_id, name, key, suffixes, kind, scope, start_line, end_line)`);
}

/** Gives unpublished rows of a generation another path, so that their successors can be written beside them. */
export async function moveAside(tx: TenantTx, fileIds: string[], generation: number): Promise<void> {
  if (fileIds.length === 0) return;
  await tx
    .update(file)
    .set({ path: sql`${file.path} || ' (replaced)'` })
    .where(and(inArray(file.id, fileIds), eq(file.firstGeneration, generation)));
}

/** The chunks of stored files that carry a vector of `model`, by the hash of the text it was made of. */
export async function listReusableChunks(tx: TenantTx, fileIds: string[], model: string) {
  if (fileIds.length === 0) return [];
  return tx
    .select({
      id: documentChunk.id,
      fileId: documentChunk.fileId,
      contentHash: sql<string>`coalesce(${chunkShadow.contentHash}, ${documentChunk.contentHash})`,
    })
    .from(documentChunk)
    .leftJoin(
      chunkShadow,
      and(eq(chunkShadow.chunkId, documentChunk.id), eq(chunkShadow.embeddingModel, model)),
    )
    .where(
      and(
        inArray(documentChunk.fileId, fileIds),
        or(eq(documentChunk.embeddingModel, model), isNotNull(chunkShadow.chunkId)),
      ),
    );
}

/**
 * Takes files out of the generation being built: published rows end with the generation before it, rows that an
 * interrupted run had already built for it are deleted.
 */
export async function closeFiles(tx: TenantTx, fileIds: string[], generation: number): Promise<void> {
  if (fileIds.length === 0) return;
  const ends = { lastGeneration: generation - 1 };
  await tx
    .update(chunkSignature)
    .set(ends)
    .where(
      and(
        inArray(chunkSignature.sourceId, fileIds),
        isNull(chunkSignature.lastGeneration),
        lt(chunkSignature.firstGeneration, generation),
      ),
    );
  await tx
    .update(documentChunk)
    .set(ends)
    .where(
      and(
        inArray(documentChunk.fileId, fileIds),
        isNull(documentChunk.lastGeneration),
        lt(documentChunk.firstGeneration, generation),
      ),
    );
  await tx
    .update(file)
    .set(ends)
    .where(and(inArray(file.id, fileIds), isNull(file.lastGeneration), lt(file.firstGeneration, generation)));
  await tx.delete(file).where(and(inArray(file.id, fileIds), eq(file.firstGeneration, generation)));
}
