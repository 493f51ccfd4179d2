import type { TenantTx } from "@/db/tenant";
import { listDocumentPaths } from "./document-queries";
import { listDocumentIdsWithin } from "./documents-to-search";

interface Find {
  text: string;
  limit: number;
  /** Only documents of these folders and the folders inside them. */
  folderIds?: string[] | undefined;
}

/** Documents whose path, folders and name, holds the typed characters; by path, at most `limit`. */
export async function listDocumentPathsLike(
  tx: TenantTx,
  { text, limit, folderIds }: Find,
): Promise<{ documentId: string; path: string }[]> {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const inside = folderIds && new Set(await listDocumentIdsWithin(tx, folderIds));
  const rows = await listDocumentPaths(tx, { pattern }, inside ? 10_000 : limit);
  return rows
    .filter(({ id }) => inside?.has(id) ?? true)
    .slice(0, limit)
    .map(({ id, path }) => ({ documentId: id, path }));
}

/** Where these documents stand, by path; one that is not there is left out. */
export const listDocumentPathsOf = (tx: TenantTx, ids: string[]): Promise<{ id: string; path: string }[]> =>
  ids.length === 0 ? Promise.resolve([]) : listDocumentPaths(tx, { ids }, ids.length);
