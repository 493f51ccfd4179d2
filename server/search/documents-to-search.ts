import type { TenantTx } from "@/db/tenant";
import { listDocumentIdsIn, listFolderPaths, readDocumentState } from "./document-queries";
import type { SearchScope } from "./scope-queries";

interface Chosen {
  repositoryIds: string[] | undefined;
  folderIds: string[] | undefined;
  documentIds: string[];
}

/**
 * The documents that an answer is looked for in: those of the chosen folders and of the folders inside them, or all where
 * nothing is chosen; and those that are pinned. Undefined where there are none.
 */
export async function documentsToSearch(
  tx: TenantTx,
  { organizationId, published }: SearchScope,
  { repositoryIds, folderIds, documentIds }: Chosen,
): Promise<{ searched: SearchScope | undefined; pinned: SearchScope | undefined }> {
  const state = await readDocumentState(tx);
  if (state === undefined) return { searched: undefined, pinned: undefined };
  const scopeOf = (ids: string[] | null): SearchScope => ({
    ...{ organizationId, repositoryIds: [], generations: [], language: null, fileIds: null },
    published: { ...published, documents: state },
    documents: { ids },
  });
  const isEverywhere = repositoryIds === undefined && folderIds === undefined;
  const inFolders = folderIds === undefined ? [] : await listDocumentIdsWithin(tx, folderIds);
  const searched = isEverywhere ? scopeOf(null) : inFolders.length > 0 ? scopeOf(inFolders) : undefined;
  return { searched, pinned: documentIds.length > 0 ? scopeOf(documentIds) : undefined };
}

/** The documents of folders and of all folders inside them. */
export async function listDocumentIdsWithin(tx: TenantTx, folderIds: string[]): Promise<string[]> {
  const all = await listFolderPaths(tx);
  const tops = all.filter(({ id }) => folderIds.includes(id)).map(({ path }) => path);
  const inside = all.flatMap(({ id, path }) =>
    tops.some((top) => path === top || path.startsWith(`${top}/`)) ? [id] : [],
  );
  return listDocumentIdsIn(tx, inside);
}
