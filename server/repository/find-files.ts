import type { TenantTx } from "@/db/tenant";
import { listFilesByPath, listPaths } from "./file-queries";
import { matchPath, roughScore, typedPath } from "./match-path";

/** Who looks further than this types another letter. */
const MOST_FOUND = 400;

/**
 * Files of the published generation whose path holds the typed characters in their order, best first. All paths are
 * read: 100,000 of them come faster as one text than a pattern would be compared with each.
 */
export async function findFiles(
  tx: TenantTx,
  find: { repositoryId: string; generation: number; text: string; limit: number; offset: number },
) {
  const typed = typedPath(find.text);
  if (typed === "") return [];
  const chosen = choose(await listPaths(tx, find), typed);
  const ranked = chosen
    .flatMap((path) => {
      const match = matchPath(path, typed);
      return match ? [{ path, ...match }] : [];
    })
    .sort((a, b) => b.score - a.score || a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
    .slice(find.offset, find.offset + find.limit);
  const files = new Map(
    (
      await listFilesByPath(
        tx,
        find.repositoryId,
        ranked.map(({ path }) => path),
      )
    ).map((file) => [file.path, file]),
  );
  return ranked.flatMap(({ path, positions }) => {
    const file = files.get(path);
    return file ? [{ ...file, positions }] : [];
  });
}

/** The paths that fit best, roughly: sorted into their scores, which are whole numbers, instead of against each other. */
function choose(paths: string[], typed: string): string[] {
  const byScore: string[][] = [];
  for (const path of paths) {
    const score = roughScore(path, typed);
    if (score <= 0) continue;
    const same = byScore[score];
    if (same) same.push(path);
    else byScore[score] = [path];
  }
  const chosen: string[] = [];
  for (let score = byScore.length - 1; score >= 0 && chosen.length < MOST_FOUND; score--) {
    const same = byScore[score];
    if (same) chosen.push(...same.sort((a, b) => a.length - b.length).slice(0, MOST_FOUND));
  }
  return chosen.slice(0, MOST_FOUND);
}
