import type { TenantTx } from "@/db/tenant";
import {
  listDocumentIdsByPath,
  listDocumentIdsIn,
  listFolderPaths,
  readDocumentState,
} from "./document-queries";
import type { ParsedQuery } from "./parse-query";
import { pathPattern } from "./path-pattern";

interface DocumentFilters {
  repositoryIds?: string[] | undefined;
  /** Patterns of paths. */
  paths: string[];
  parsed: ParsedQuery;
}

interface DocumentsInScope {
  /** In which state all documents are; undefined when there are none. */
  state: string | undefined;
  /** Undefined when none is looked through; `ids` null means all. */
  documents: { ids: string[] | null } | undefined;
  note: string | undefined;
}

/** Which documents a search looks through. Filters that only code can meet leave none. */
export async function documentsInScope(tx: TenantTx, filters: DocumentFilters): Promise<DocumentsInScope> {
  const { parsed, paths } = filters;
  const state = await readDocumentState(tx);
  const isAboutCode =
    filters.repositoryIds !== undefined || parsed.repositoryNames.length > 0 || parsed.symbols.length > 0;
  if (isAboutCode) return { state, documents: undefined, note: undefined };
  const missing = (name: string) => `No folder here is called “${name}”.`;
  if (state === undefined) {
    const [folder] = parsed.folders;
    return { state, documents: undefined, note: folder === undefined ? undefined : missing(folder) };
  }
  let ids: string[] | null = null;
  let note: string | undefined;
  if (parsed.folders.length > 0) {
    const all = await listFolderPaths(tx);
    const inside = parsed.folders.map((written) => ({ written, ids: foldersWithin(all, written) }));
    note = inside.flatMap((one) => (one.ids.length === 0 ? [missing(one.written)] : []))[0];
    ids = await listDocumentIdsIn(tx, [...new Set(inside.flatMap((one) => one.ids))]);
  }
  if (paths.length > 0) {
    const named = new Set(await listDocumentIdsByPath(tx, paths.map(pathPattern)));
    ids = ids === null ? [...named] : ids.filter((id) => named.has(id));
  }
  return { state, documents: { ids }, note };
}

/** The folders that are called so, by path or by name, with all folders inside them. */
function foldersWithin(all: { id: string; path: string }[], written: string): string[] {
  const wanted = written.replace(/^\/+|\/+$/g, "").toLowerCase();
  const isNamed = (path: string) => path === wanted || path.endsWith(`/${wanted}`);
  const tops = all.map((one) => one.path.toLowerCase()).filter(isNamed);
  return all.flatMap(({ id, path }) => {
    const lower = path.toLowerCase();
    return tops.some((top) => lower === top || lower.startsWith(`${top}/`)) ? [id] : [];
  });
}
