import type { TenantTx } from "@/db/tenant";
import type { Passage } from "@/server/answer/answer";
import { listPassagesAtPath } from "./passage-queries";
import { resolveScope } from "./resolve-scope";

/** The passages of the published file at a path, from a line on, in their order; of each repository that has one. */
export async function readFilePassages(
  tx: TenantTx,
  at: { organizationId: string; repositoryIds: string[] | undefined; path: string; startLine: number },
): Promise<Passage[]> {
  const { organizationId, repositoryIds, path, startLine } = at;
  const parsed = { text: "", repositoryNames: [], languages: [], paths: [], symbols: [], folders: [] };
  const scope = await resolveScope(tx, { organizationId, repositoryIds, parsed });
  if (scope.isEmpty) return [];
  const rows = await listPassagesAtPath(tx, { organizationId, repositoryIds: scope.repositoryIds, path });
  return rows
    .map(
      ({ startLine: first, endLine, ...row }): Passage => ({
        ...row,
        ...{ sourceTable: "file", startLine: first ?? 1, endLine: endLine ?? first ?? 1, score: 1 },
      }),
    )
    .filter((passage) => passage.endLine >= startLine);
}
