import { asc, gt, sql } from "drizzle-orm";
import { repository, VECTOR_DIMENSIONS } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import {
  fromShelves,
  repositoriesOf,
  rowsOf,
  type SearchScope,
  shelvesOf,
  sourceIdsOf,
} from "./scope-queries";

/** Repositories with something published, oldest first. */
export function listSearchable(tx: TenantTx) {
  return tx
    .select({ id: repository.id, name: repository.name, generation: repository.generation })
    .from(repository)
    .where(gt(repository.generation, 0))
    .orderBy(asc(repository.createdAt), asc(repository.id));
}

/** Files of the scope whose path matches every pattern (Postgres expressions, letter case aside). */
export async function listFileIds(tx: TenantTx, scope: SearchScope, patterns: string[]): Promise<string[]> {
  const matches = sql.join(
    patterns.map((pattern) => sql`f.path ~* ${pattern}`),
    sql` and `,
  );
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`select f.id from file f join ${repositoriesOf(scope)} on r.id = f.repository_id
      where f.organization_id = ${scope.organizationId} and f.skipped_reason is null
        and f.first_generation <= r.generation
        and coalesce(f.last_generation, r.generation) >= r.generation and ${matches}`,
  );
  return rows.map((row) => row.id);
}

/**
 * The chunks nearest to a vector, best first, with their cosine similarity. The sign bits of every chunk in the scope
 * are compared first; the best `depth` of them are then measured exactly. All filters stand inside the candidate list:
 * afterwards they would leave it short. Each candidate is fetched by its key (`limit 1` keeps the planner from reading
 * the whole table for them). Right after a change of model (`isMoving`) a chunk's vector may still stand in the
 * shadow, and is taken from there.
 */
export function listNearest(
  tx: TenantTx,
  scope: SearchScope,
  query: { vector: Float32Array; models: string[]; isMoving: boolean; depth: number; limit: number },
) {
  const text = vectorText(query.vector);
  const sourceIds = sourceIdsOf(scope);
  const bits = sql.raw(`bit(${VECTOR_DIMENSIONS})`);
  const isOfModel = (column: string) =>
    sql`${sql.raw(column)} in (${sql.join(
      query.models.map((model) => sql`${model}`),
      sql`, `,
    )})`;
  const shadowOf = (chunkId: string) =>
    query.isMoving
      ? // `limit` keeps it to the primary key: a planner without statistics would read all of the shadow for each row.
        sql`left join lateral (select h.chunk_id, h.bits, h.embedding from chunk_shadow h
          where h.chunk_id = ${sql.raw(chunkId)} and ${isOfModel("h.embedding_model")} limit 1) h on true`
      : sql``;
  const either = (there: string, here: string) =>
    sql.raw(query.isMoving ? `coalesce(${there}, ${here})` : here);
  return rowsOf<{ id: string; score: number }>(
    tx,
    sql`with candidate as materialized (
        select s.chunk_id from chunk_signature s join ${fromShelves(scope)} on r.id = s.repository_id
          ${shadowOf("s.chunk_id")}
        where s.organization_id = ${scope.organizationId}
          and ${query.isMoving ? sql`(${isOfModel("s.embedding_model")} or h.chunk_id is not null)` : isOfModel("s.embedding_model")}
          and s.first_generation <= r.generation and coalesce(s.last_generation, r.generation) >= r.generation
          and ${scope.language === null ? sql`true` : sql`s.language = ${scope.language}`}
          and ${sourceIds === null ? sql`true` : sql`s.source_id in (select unnest(${sql.param(sourceIds)}::text[]))`}
        order by ${either("h.bits", "s.bits")} <~> (select binary_quantize(${text}::halfvec(${sql.raw(String(VECTOR_DIMENSIONS))}))::${bits}),
          s.chunk_id
        limit ${query.depth}::int)
      select c.id, 1 - (${either("h.embedding", "c.embedding")} <=> ${text}::halfvec(${sql.raw(String(VECTOR_DIMENSIONS))})) as score
      from candidate cross join lateral (select d.id, d.embedding from document_chunk d
          where d.id = candidate.chunk_id and d.organization_id = ${scope.organizationId} limit 1) c
        ${shadowOf("c.id")}
      order by score desc, c.id limit ${query.limit}::int`,
  );
}

/**
 * Chunks that hold any term (a tsquery literal of one word) of weight above 0, the promising ones first, with the count of every term in them. Looks at
 * 10,000 matching chunks at most.
 */
export async function listWordCandidates(
  tx: TenantTx,
  scope: SearchScope,
  query: { terms: string[]; weights: number[]; limit: number },
) {
  const shelves = shelvesOf(scope);
  const sourceIds = sourceIdsOf(scope);
  const rows = await rowsOf<{ chunk_id: string; word_count: number; frequencies: number[] }>(
    tx,
    sql`select * from search_words(${sql.param(query.terms)}::text[], ${sql.param(query.weights)}::real[],
      ${sql.param(shelves.ids)}::text[], ${sql.param(shelves.generations)}::int[], ${scope.language}::text,
      ${sourceIds === null ? null : sql.param(sourceIds)}::text[], ${query.limit}::int)`,
  );
  return rows.map((row) => ({ id: row.chunk_id, length: row.word_count, frequencies: row.frequencies }));
}

/** In how many published chunks of the organization each term (a tsquery literal) stands, counted up to `cap`. */
export async function countWords(
  tx: TenantTx,
  { published }: SearchScope,
  query: { terms: string[]; cap: number },
): Promise<number[]> {
  const shelves = shelvesOf(published);
  const rows = await rowsOf<{ counts: number[] }>(
    tx,
    sql`select count_words(${sql.param(query.terms)}::text[],
      ${sql.param(shelves.ids)}::text[], ${sql.param(shelves.generations)}::int[], ${query.cap}::int) as counts`,
  );
  return rows[0]?.counts ?? [];
}

/** How many chunks are published in the organization, and how many words a chunk has on average (by a sample). */
export async function getIndexSize(
  tx: TenantTx,
  { organizationId, published }: SearchScope,
): Promise<{ chunks: number; words: number }> {
  const rows = await rowsOf<{ chunks: number; words: number }>(
    tx,
    // The narrow table is counted. The average would read all of the wide one; its sample is the same one each time, by id.
    sql`select (select count(*)::int from chunk_signature s join ${fromShelves(published)} on r.id = s.repository_id
        where s.organization_id = ${organizationId} and s.first_generation <= r.generation
          and coalesce(s.last_generation, r.generation) >= r.generation) as chunks,
      (select coalesce(avg(sample.word_count), 1)::float8 from (
        select c.word_count from document_chunk c where c.organization_id = ${organizationId} order by c.id limit 1000) as sample) as words`,
  );
  return rows[0] ?? { chunks: 0, words: 1 };
}

/** A vector as pgvector reads it, filled with zeros up to the column's dimensions. */
function vectorText(vector: Float32Array): string {
  const values = Array.from({ length: VECTOR_DIMENSIONS }, (_, index) => vector[index] ?? 0);
  return `[${values.map((value) => (value === 0 ? "0" : value.toFixed(6))).join(",")}]`;
}
