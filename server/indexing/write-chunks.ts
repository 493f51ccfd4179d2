import { type SQL, sql } from "drizzle-orm";
import type { chunkSources } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { env } from "@/server/env";
import type { PreparedChunk } from "./prepare-chunk";
import { bitsOf, toVectorColumn, vectorArray } from "./vector-column";

const isEmbedded = env.DATABASE_URL.startsWith("pglite:");
// PGlite runs SQL on the thread that also answers pages: more rows a statement would be felt there.
const ROWS_PER_STATEMENT = isEmbedded ? 100 : 500;

/** A chunk to store: with its vector, or with the stored chunk whose vector it takes over. */
export interface ChunkToWrite extends PreparedChunk {
  vector: Float32Array | undefined;
  reuseChunkId: string | undefined;
}

/** A chunk with its own id and that of the file or document it belongs to. */
export type ChunkRow = ChunkToWrite & { id: string; sourceId: string; language: string | null };

export interface ChunkTarget {
  organizationId: string;
  source: (typeof chunkSources)[number];
  /** Null for what belongs to no repository. */
  repositoryId: string | null;
  /** Of an entry of knowledge: the shelf it stands on. */
  shelf?: string;
  generation: number;
  /** Null while the rows have no vectors: they are found by their words until they have. */
  embeddingModel: string | null;
}

const parentColumns = {
  file: sql`file_id`,
  document: sql`document_id`,
  knowledge: sql`knowledge_base_id`,
} satisfies Record<ChunkTarget["source"], SQL>;

/** Stores chunks with their vectors and signatures, many a statement. */
export async function writeChunks(tx: TenantTx, target: ChunkTarget, rows: ChunkRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await writeSome(tx, target, rows.slice(start, start + ROWS_PER_STATEMENT));
  }
}

/**
 * One statement for the chunks and their signatures; zeros fill a vector up to the column's dimensions. The signatures
 * come from the rows just inserted: reading them back, a planner without statistics walks the whole table.
 */
async function writeSome(tx: TenantTx, target: ChunkTarget, rows: ChunkRow[]): Promise<void> {
  const { organizationId, source, repositoryId, shelf = null, generation, embeddingModel } = target;
  const array = <T>(pick: (row: ChunkRow) => T) => sql.param(rows.map(pick));
  const lends = rows.some((row) => row.reuseChunkId !== undefined);
  const vector = toVectorColumn(sql`n.vector`, rows.find((row) => row.vector)?.vector?.length);
  await tx.execute(sql`
    with written as (
      insert into document_chunk (id, organization_id, ${parentColumns[source]}, source_table, source_id, repository_id,
        shelf, language, position, content, symbol, symbol_kind, scope, start_line, end_line, start_char, end_char, content_hash,
        first_generation, tsv, word_count, embedding, embedding_model)
      select n.id, ${organizationId}, n.source_id, ${source}::text, n.source_id, ${repositoryId}::text, ${shelf}::text, n.language, n.position,
        n.content, n.symbol, n.symbol_kind, n.scope, n.start_line, n.end_line, n.start_char, n.end_char, n.content_hash,
        ${generation}::int, n.tsv::tsvector, n.word_count,
        ${lends ? sql`coalesce(${vector}, moving.embedding, old.embedding)` : vector}, ${embeddingModel}::text
      from unnest(
        ${array((row) => row.id)}::text[], ${array((row) => row.sourceId)}::text[],
        ${array((row) => row.language)}::text[], ${array((row) => row.position)}::int[],
        ${array((row) => row.content)}::text[], ${array((row) => row.symbol)}::text[],
        ${array((row) => row.symbolKind)}::text[], ${array((row) => row.scope)}::text[],
        ${array((row) => row.startLine)}::int[], ${array((row) => row.endLine)}::int[],
        ${array((row) => row.startChar)}::int[], ${array((row) => row.endChar)}::int[],
        ${array((row) => row.contentHash)}::text[], ${array((row) => row.tsv)}::text[],
        ${array((row) => row.wordCount)}::int[], ${vectorArray(rows.map((row) => row.vector))},
        ${array((row) => row.reuseChunkId ?? null)}::text[]
      ) as n (id, source_id, language, position, content, symbol, symbol_kind, scope, start_line, end_line, start_char,
        end_char, content_hash, tsv, word_count, vector, reuse_id)
      ${lends ? lendersOf(organizationId, embeddingModel) : sql``}
      returning id, organization_id, audience, embedding, shelf, repository_id, source_table, source_id, language,
        embedding_model, first_generation
    )
    insert into chunk_signature (chunk_id, organization_id, audience, bits, repository_id, source_table, source_id,
      language, embedding_model, first_generation)
    select id, organization_id, audience, ${bitsOf(sql`embedding`)},
      coalesce(shelf, repository_id, source_table), source_table, source_id, language, embedding_model, first_generation
    from written where embedding is not null`);
}

/** The chunks whose vectors are taken over; after a change of model some of them still stand in the shadow. */
const lendersOf = (organizationId: string, model: string | null) => sql`
  left join document_chunk old on old.organization_id = ${organizationId} and old.id = n.reuse_id
  left join chunk_shadow moving on moving.organization_id = ${organizationId} and moving.chunk_id = n.reuse_id
    and moving.embedding_model = ${model}`;
