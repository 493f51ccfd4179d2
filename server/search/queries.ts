import { and, asc, eq, gt, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { documentChunk, file, fileSymbol, repository, VECTOR_DIMENSIONS } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** What a search looks through: repositories, each at its published generation, and the filters of the question. */
export interface SearchScope {
  organizationId: string;
  repositoryIds: string[];
  generations: number[];
  /** All that is published in the organization, whatever the filters: how rare a word is, is counted there. */
  published: { repositoryIds: string[]; generations: number[] };
  language: string | null;
  /** Files that the path filters name; null without any. */
  fileIds: string[] | null;
}

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
 * afterwards they would leave it short. Right after a change of model (`isMoving`) a chunk's vector may still stand in the
 * shadow, and is taken from there.
 */
export function listNearest(
  tx: TenantTx,
  scope: SearchScope,
  query: { vector: Float32Array; models: string[]; isMoving: boolean; depth: number; limit: number },
) {
  const text = vectorText(query.vector);
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
        select s.chunk_id from chunk_signature s join ${repositoriesOf(scope)} on r.id = s.repository_id
          ${shadowOf("s.chunk_id")}
        where s.organization_id = ${scope.organizationId}
          and ${query.isMoving ? sql`(${isOfModel("s.embedding_model")} or h.chunk_id is not null)` : isOfModel("s.embedding_model")}
          and s.first_generation <= r.generation and coalesce(s.last_generation, r.generation) >= r.generation
          and ${scope.language === null ? sql`true` : sql`s.language = ${scope.language}`}
          and ${scope.fileIds === null ? sql`true` : sql`s.source_id in (select unnest(${sql.param(scope.fileIds)}::text[]))`}
        order by ${either("h.bits", "s.bits")} <~> (select binary_quantize(${text}::halfvec(${sql.raw(String(VECTOR_DIMENSIONS))}))::${bits}),
          s.chunk_id
        limit ${query.depth}::int)
      select c.id, 1 - (${either("h.embedding", "c.embedding")} <=> ${text}::halfvec(${sql.raw(String(VECTOR_DIMENSIONS))})) as score
      from candidate join document_chunk c on c.id = candidate.chunk_id and c.organization_id = ${scope.organizationId}
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
  const rows = await rowsOf<{ chunk_id: string; word_count: number; frequencies: number[] }>(
    tx,
    sql`select * from search_words(${sql.param(query.terms)}::text[], ${sql.param(query.weights)}::real[],
      ${sql.param(scope.repositoryIds)}::text[], ${sql.param(scope.generations)}::int[], ${scope.language}::text,
      ${scope.fileIds === null ? null : sql.param(scope.fileIds)}::text[], ${query.limit}::int)`,
  );
  return rows.map((row) => ({ id: row.chunk_id, length: row.word_count, frequencies: row.frequencies }));
}

/** In how many published chunks of the organization each term (a tsquery literal) stands, counted up to `cap`. */
export async function countWords(
  tx: TenantTx,
  { published }: SearchScope,
  query: { terms: string[]; cap: number },
): Promise<number[]> {
  const rows = await rowsOf<{ counts: number[] }>(
    tx,
    sql`select count_words(${sql.param(query.terms)}::text[],
      ${sql.param(published.repositoryIds)}::text[], ${sql.param(published.generations)}::int[], ${query.cap}::int) as counts`,
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
    sql`select (select count(*)::int from chunk_signature s join ${repositoriesOf(published)} on r.id = s.repository_id
        where s.organization_id = ${organizationId} and s.first_generation <= r.generation
          and coalesce(s.last_generation, r.generation) >= r.generation) as chunks,
      (select coalesce(avg(sample.word_count), 1)::float8 from (
        select c.word_count from document_chunk c where c.organization_id = ${organizationId} order by c.id limit 1000) as sample) as words`,
  );
  return rows[0] ?? { chunks: 0, words: 1 };
}

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

/**
 * Files that may hold a literal, in the order of repository and path, and whether more would have been to look at: past
 * `limit` files, or past 32 MiB where the literal has nothing that trigrams could find.
 */
export async function listLiteralFiles(
  tx: TenantTx,
  scope: SearchScope,
  query: { literal: string; caseSensitive: boolean; limit: number },
): Promise<{ fileIds: string[]; isCut: boolean }> {
  // Which letters beside ASCII have a small form depends on the database's locale; the caller knows better.
  const foldable = query.caseSensitive
    ? likePattern(query.literal)
    : likePattern(query.literal).replace(/[\u0080-\uffff]+/g, "%");
  const rows = await rowsOf<{ file_ids: string[]; is_cut: boolean }>(
    tx,
    sql`select file_ids, is_cut from search_literal(${foldable}::text,
      ${query.caseSensitive ? likePattern(query.literal) : null}::text, ${/[a-z0-9]{3}/i.test(query.literal)}::boolean,
      ${sql.param(scope.repositoryIds)}::text[], ${sql.param(scope.generations)}::int[], ${scope.language}::text,
      ${scope.fileIds === null ? null : sql.param(scope.fileIds)}::text[], ${query.limit}::int, ${32 * 1024 * 1024}::bigint)`,
  );
  const [found] = rows;
  return { fileIds: found?.file_ids ?? [], isCut: found?.is_cut ?? false };
}

/**
 * Files that may match an expression, in the order of repository and path, with their sizes; and whether more would have
 * been to look at. Of each clause the content holds at least one literal.
 */
export async function listExpressionFiles(
  tx: TenantTx,
  scope: SearchScope,
  query: {
    clauses: string[][];
    hasTrigram: boolean;
    caseSensitive: boolean;
    limit: number;
    mostBytes: number;
  },
): Promise<{ files: { id: string; sizeBytes: number }[]; isCut: boolean }> {
  const clauses = query.clauses.map((clause) => clause.map(likePattern));
  const [found] = await rowsOf<{ file_ids: string[] | null; sizes: number[] | null; is_cut: boolean }>(
    tx,
    sql`select file_ids, sizes::float8[] as sizes, is_cut from search_expression(${JSON.stringify(clauses)}::text,
      ${query.caseSensitive}::boolean, ${query.hasTrigram}::boolean, ${sql.param(scope.repositoryIds)}::text[],
      ${sql.param(scope.generations)}::int[], ${scope.language}::text,
      ${scope.fileIds === null ? null : sql.param(scope.fileIds)}::text[], ${query.limit}::int, ${query.mostBytes}::bigint)`,
  );
  const files = (found?.file_ids ?? []).map((id, index) => ({ id, sizeBytes: found?.sizes?.[index] ?? 0 }));
  return { files, isCut: found?.is_cut ?? false };
}

/** Declarations that a name finds, best first: see `search_symbols` for the ranks. `scope` is in small letters. */
export function listSymbolsByName(
  tx: TenantTx,
  scope: SearchScope,
  query: { name: string; key: string; suffix: string; scope: string | null; limit: number },
) {
  return rowsOf<{
    id: string;
    fileId: string;
    repositoryId: string;
    path: string;
    language: string | null;
    name: string;
    kind: string;
    scope: string | null;
    startLine: number;
    endLine: number;
    rank: number;
  }>(
    tx,
    sql`select id, file_id as "fileId", repository_id as "repositoryId", path, language, name, kind, scope,
        start_line as "startLine", end_line as "endLine", rank
      from search_symbols(${query.name}::text, ${query.key}::text, ${query.suffix}::text,
        ${`% ${escapeLike(query.suffix)}%`}::text, ${query.scope}::text, ${sql.param(scope.repositoryIds)}::text[],
        ${sql.param(scope.generations)}::int[], ${scope.language}::text,
        ${scope.fileIds === null ? null : sql.param(scope.fileIds)}::text[], ${query.limit}::int)`,
  );
}

/** Published declarations of exactly this key, with their file and repository; at most `limit` in the order of path. */
export function listDefinitions(tx: TenantTx, organizationId: string, query: { key: string; limit: number }) {
  return tx
    .select({
      id: fileSymbol.id,
      repositoryId: file.repositoryId,
      repositoryName: repository.name,
      path: file.path,
      language: file.language,
      name: fileSymbol.name,
      kind: fileSymbol.kind,
      scope: fileSymbol.scope,
      startLine: fileSymbol.startLine,
      endLine: fileSymbol.endLine,
    })
    .from(fileSymbol)
    .innerJoin(file, eq(file.id, fileSymbol.fileId))
    .innerJoin(repository, eq(repository.id, file.repositoryId))
    .where(
      and(
        eq(fileSymbol.organizationId, organizationId),
        eq(fileSymbol.key, query.key),
        lte(file.firstGeneration, repository.generation),
        or(isNull(file.lastGeneration), gte(file.lastGeneration, repository.generation)),
      ),
    )
    .orderBy(asc(repository.name), asc(file.path), asc(fileSymbol.startLine))
    .limit(query.limit);
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

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
const likePattern = (literal: string): string => `%${escapeLike(literal)}%`;

const repositoriesOf = ({ repositoryIds, generations }: Pick<SearchScope, "repositoryIds" | "generations">) =>
  sql`unnest(${sql.param(repositoryIds)}::text[], ${sql.param(generations)}::int[]) as r (id, generation)`;

/** A vector as pgvector reads it, filled with zeros up to the column's dimensions. */
function vectorText(vector: Float32Array): string {
  const values = Array.from({ length: VECTOR_DIMENSIONS }, (_, index) => vector[index] ?? 0);
  return `[${values.map((value) => (value === 0 ? "0" : value.toFixed(6))).join(",")}]`;
}

/** Both drivers answer with `rows`; the common type of a transaction does not say so. */
async function rowsOf<Row>(tx: TenantTx, statement: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await tx.execute(statement)) as unknown as { rows: Row[] }).rows;
}
