import type { TenantTx } from "@/db/tenant";
import { resolveScope } from "@/server/search/resolve-scope";
import { findFiles } from "./find-files";

/** Files of the chosen repositories whose paths hold the typed characters, best first in each: at most `limit` in all. */
export async function listPathsLike(
  tx: TenantTx,
  find: { organizationId: string; repositoryIds: string[] | undefined; text: string; limit: number },
): Promise<{ repository: string; path: string }[]> {
  const { organizationId, repositoryIds, text, limit } = find;
  const parsed = { text: "", repositoryNames: [], languages: [], paths: [], symbols: [], folders: [] };
  const scope = await resolveScope(tx, { organizationId, repositoryIds, parsed });
  const found: { repository: string; path: string }[] = [];
  for (const [index, repositoryId] of scope.repositoryIds.entries()) {
    if (found.length >= limit) break;
    const generation = scope.generations[index] ?? 0;
    const files = await findFiles(tx, {
      ...{ repositoryId, generation, text, offset: 0 },
      limit: limit - found.length,
    });
    const repository = scope.repositoryNames.get(repositoryId) ?? repositoryId;
    found.push(...files.map(({ path }) => ({ repository, path })));
  }
  return found;
}
