import { and, count, inArray, isNull, max, sql } from "drizzle-orm";
import { document } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { rowsOf } from "./scope-queries";

const places = sql`with recursive place as (
    select id, name as path from folder where parent_folder_id is null and deleted_at is null
    union all
    select f.id, place.path || '/' || f.name from folder f join place on f.parent_folder_id = place.id
    where f.deleted_at is null)`;

/** In which state the documents of the organization are; undefined when there are none. */
export async function readDocumentState(tx: TenantTx): Promise<string | undefined> {
  const [row] = await tx
    .select({ documents: count(), latest: max(document.updatedAt) })
    .from(document)
    .where(isNull(document.deletedAt));
  return row && row.documents > 0 ? `${row.documents} ${row.latest?.toISOString()}` : undefined;
}

/** Documents whose path matches every pattern (Postgres expressions, letter case aside). */
export async function listDocumentIdsByPath(tx: TenantTx, patterns: string[]): Promise<string[]> {
  const matches = sql.join(
    patterns.map((pattern) => sql`found.path ~* ${pattern}`),
    sql` and `,
  );
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`${places} select found.id from (
        select d.id, coalesce(place.path || '/', '') || d.name as path
        from document d left join place on place.id = d.folder_id where d.deleted_at is null) as found
      where ${matches}`,
  );
  return rows.map((row) => row.id);
}

const found = sql`(select d.id, coalesce(place.path || '/', '') || d.name as path
    from document d left join place on place.id = d.folder_id where d.deleted_at is null) as found`;

/** The document at a path: folders and name, letter for letter. */
export async function getDocumentIdAt(tx: TenantTx, path: string): Promise<string | undefined> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`${places} select found.id from ${found} where found.path = ${path} limit 1`,
  );
  return rows[0]?.id;
}

/** Documents whose path is like a pattern (`%`, `_`), or that have one of these ids, by path; at most `limit`. */
export function listDocumentPaths(
  tx: TenantTx,
  by: { pattern: string } | { ids: string[] },
  limit: number,
): Promise<{ id: string; path: string }[]> {
  const isWanted =
    "pattern" in by ? sql`found.path ilike ${by.pattern}` : sql`found.id = any(${sql.param(by.ids)}::text[])`;
  return rowsOf(
    tx,
    sql`${places} select found.id, found.path from ${found} where ${isWanted}
      order by lower(found.path), found.id limit ${limit}::int`,
  );
}

/** All folders with their paths: "Handbook/Releases". */
export function listFolderPaths(tx: TenantTx): Promise<{ id: string; path: string }[]> {
  return rowsOf(tx, sql`${places} select id, path from place`);
}

/** The documents that stand directly in these folders. */
export async function listDocumentIdsIn(tx: TenantTx, folderIds: string[]): Promise<string[]> {
  if (folderIds.length === 0) return [];
  const rows = await tx
    .select({ id: document.id })
    .from(document)
    .where(and(inArray(document.folderId, folderIds), isNull(document.deletedAt)));
  return rows.map((row) => row.id);
}

/** Where documents stand, by their ids: folders and name. */
export async function readDocumentPaths(tx: TenantTx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<{ id: string; path: string }>(
    tx,
    sql`${places} select d.id, coalesce(place.path || '/', '') || d.name as path
      from document d left join place on place.id = d.folder_id
      where d.id = any(${sql.param(ids)}::text[]) and d.deleted_at is null`,
  );
  return new Map(rows.map((row) => [row.id, row.path]));
}

/** Sizes of the documents that a search to the letter may look through, in the order of their names. */
export function listDocumentSizes(tx: TenantTx, ids: string[] | null) {
  return tx
    .select({ id: document.id, sizeBytes: document.sizeBytes })
    .from(document)
    .where(
      and(
        isNull(document.deletedAt),
        sql`${document.contentText} is not null`,
        ids === null ? undefined : inArray(document.id, ids),
      ),
    )
    .orderBy(sql`lower(${document.name})`, document.id);
}

/** In which state documents are, by their ids. */
export function listDocumentHashes(tx: TenantTx, ids: string[]) {
  return tx
    .select({ id: document.id, contentHash: document.contentHash })
    .from(document)
    .where(and(inArray(document.id, ids), isNull(document.deletedAt)));
}

export function listDocumentTexts(tx: TenantTx, ids: string[]) {
  return tx
    .select({
      id: document.id,
      name: document.name,
      contentText: document.contentText,
      places: document.places,
      secretSpans: document.secretSpans,
      indexingStatus: document.indexingStatus,
    })
    .from(document)
    .where(and(inArray(document.id, ids), isNull(document.deletedAt)));
}
