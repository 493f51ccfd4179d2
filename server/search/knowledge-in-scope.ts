import type { TenantTx } from "@/db/tenant";
import { listKnowledgeShelves } from "./knowledge-queries";
import type { ParsedQuery } from "./parse-query";

interface KnowledgeFilters {
  repositoryIds?: string[] | undefined;
  /** Patterns of paths. */
  paths: string[];
  parsed: ParsedQuery;
}

interface Known {
  id: string;
  name: string;
}

/** Of which repositories a search looks through what is known. Filters that only files or documents can meet leave none. */
export async function knowledgeInScope(
  tx: TenantTx,
  { repositoryIds, paths, parsed }: KnowledgeFilters,
): Promise<{ all: Known[]; chosen: Known[]; state: string | undefined }> {
  const all = await listKnowledgeShelves(tx);
  const state = all.length === 0 ? undefined : all.map((one) => `${one.id} ${one.state}`).join(", ");
  if (paths.length > 0 || parsed.folders.length > 0 || parsed.symbols.length > 0)
    return { all, chosen: [], state };
  const names = new Set(parsed.repositoryNames.map((name) => name.toLowerCase()));
  const chosen = all.filter(
    ({ id, name }) =>
      (repositoryIds === undefined || repositoryIds.includes(id)) &&
      (names.size === 0 || names.has(name.toLowerCase())),
  );
  return { all, chosen, state };
}
