import { and, asc, eq, gte, isNull, lte, or, sql } from "drizzle-orm";
import { file, fileSymbol, repository } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { rowsOf, type SearchScope } from "./scope-queries";

// Where trigrams find no file, this much is read.
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Files that may hold a literal, in the order of repository and path, and whether more would have been to look at: past
 * `limit` files, or past 32 MiB where the literal has nothing that trigrams could find.
 */
export async function listLiteralFiles(
  tx: TenantTx,
  scope: SearchScope,
  query: { literal: string; caseSensitive: boolean; limit: number },
): Promise<{ fileIds: string[]; isCut: boolean }> {
  const hasTrigram = /[a-z0-9]{3}/i.test(query.literal);
  if (query.caseSensitive) {
    // LIKE alone: ILIKE, which the other function begins with, takes every candidate apart letter by letter.
    const { files, isCut } = await listExpressionFiles(tx, scope, {
      ...{ clauses: [[query.literal.toWellFormed()]], hasTrigram, caseSensitive: true, limit: query.limit },
      mostBytes: hasTrigram ? Number.MAX_SAFE_INTEGER : MOST_BYTES,
    });
    return { fileIds: files.map(({ id }) => id), isCut };
  }
  // Which letters beside ASCII have a small form depends on the database's locale; the caller knows better.
  const foldable = likePattern(query.literal).replace(/[\u0080-\uffff]+/g, "%");
  const rows = await rowsOf<{ file_ids: string[]; is_cut: boolean }>(
    tx,
    sql`select file_ids, is_cut from search_literal(${foldable}::text, null, ${hasTrigram}::boolean,
      ${sql.param(scope.repositoryIds)}::text[], ${sql.param(scope.generations)}::int[], ${scope.language}::text,
      ${scope.fileIds === null ? null : sql.param(scope.fileIds)}::text[], ${query.limit}::int, ${MOST_BYTES}::bigint)`,
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

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
const likePattern = (literal: string): string => `%${escapeLike(literal)}%`;
