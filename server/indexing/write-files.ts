import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { chunkShadow, chunkSignature, documentChunk, file } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { env } from "@/server/env";
import type { PreparedChunk, PreparedFile, PreparedSymbol } from "./prepare-file";
import { bitsOf, toVectorColumn, vectorArray } from "./vector-column";

const isEmbedded = env.DATABASE_URL.startsWith("pglite:");
// PGlite runs SQL on the thread that also answers pages: more rows a statement would be felt there.
const ROWS_PER_STATEMENT = isEmbedded ? 100 : 500;
// Their rows are small, and their indexes cheap.
const SYMBOLS_PER_STATEMENT = 500;

/** A chunk to store: with its vector, or with the stored chunk whose vector it takes over. */
export interface ChunkToWrite extends PreparedChunk {
  vector: Float32Array | undefined;
  reuseChunkId: string | undefined;
}

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
      fileId: ids[index] ?? "",
      language: prepared.outcome === "indexed" ? prepared.language : null,
    })),
  );
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await writeChunks(tx, target, rows.slice(start, start + ROWS_PER_STATEMENT));
  }
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

type ChunkRow = ChunkToWrite & { id: string; fileId: string; language: string | null };

/**
 * One statement for the chunks and their signatures; zeros fill a vector up to the column's dimensions. The signatures
 * come from the rows just inserted: reading them back, a planner without statistics walks the whole table.
 */
async function writeChunks(tx: TenantTx, target: WriteTarget, rows: ChunkRow[]): Promise<void> {
  const { organizationId, repositoryId, generation, embeddingModel } = target;
  const array = <T>(pick: (row: ChunkRow) => T) => sql.param(rows.map(pick));
  const lends = rows.some((row) => row.reuseChunkId !== undefined);
  const vector = toVectorColumn(sql`n.vector`, rows.find((row) => row.vector)?.vector?.length);
  await tx.execute(sql`
    with written as (
      insert into document_chunk (id, organization_id, file_id, source_table, source_id, repository_id, language, position,
        content, symbol, symbol_kind, scope, start_line, end_line, start_char, end_char, content_hash, first_generation, tsv,
        word_count, embedding, embedding_model)
      select n.id, ${organizationId}, n.file_id, 'file', n.file_id, ${repositoryId}, n.language, n.position,
        n.content, n.symbol, n.symbol_kind, n.scope, n.start_line, n.end_line, n.start_char, n.end_char, n.content_hash,
        ${generation}::int, n.tsv::tsvector, n.word_count,
        ${lends ? sql`coalesce(${vector}, moving.embedding, old.embedding)` : vector}, ${embeddingModel}
      from unnest(
        ${array((row) => row.id)}::text[], ${array((row) => row.fileId)}::text[],
        ${array((row) => row.language)}::text[], ${array((row) => row.position)}::int[],
        ${array((row) => row.content)}::text[], ${array((row) => row.symbol)}::text[],
        ${array((row) => row.symbolKind)}::text[], ${array((row) => row.scope)}::text[],
        ${array((row) => row.startLine)}::int[], ${array((row) => row.endLine)}::int[],
        ${array((row) => row.startChar)}::int[], ${array((row) => row.endChar)}::int[],
        ${array((row) => row.contentHash)}::text[], ${array((row) => row.tsv)}::text[],
        ${array((row) => row.wordCount)}::int[], ${vectorArray(rows.map((row) => row.vector))},
        ${array((row) => row.reuseChunkId ?? null)}::text[]
      ) as n (id, file_id, language, position, content, symbol, symbol_kind, scope, start_line, end_line, start_char,
        end_char, content_hash, tsv, word_count, vector, reuse_id)
      ${lends ? lendersOf(organizationId, embeddingModel) : sql``}
      returning id, organization_id, audience, embedding, repository_id, source_table, source_id, language,
        embedding_model, first_generation
    )
    insert into chunk_signature (chunk_id, organization_id, audience, bits, repository_id, source_table, source_id,
      language, embedding_model, first_generation)
    select id, organization_id, audience, ${bitsOf(sql`embedding`)},
      repository_id, source_table, source_id, language, embedding_model, first_generation
    from written`);
}

/** The chunks whose vectors are taken over; after a change of model some of them still stand in the shadow. */
const lendersOf = (organizationId: string, model: string) => sql`
  left join document_chunk old on old.organization_id = ${organizationId} and old.id = n.reuse_id
  left join chunk_shadow moving on moving.organization_id = ${organizationId} and moving.chunk_id = n.reuse_id
    and moving.embedding_model = ${model}`;

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
