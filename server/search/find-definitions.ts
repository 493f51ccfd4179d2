import type { TenantTx } from "@/db/tenant";
import { listDefinitions } from "./source-queries";
import { symbolKey } from "./symbol-name";

// A name with more declarations than this says nothing by itself.
const MOST_READ = 1_000;
const MOST_SHOWN = 50;

export interface Origin {
  repositoryId: string;
  path: string;
}

/**
 * Where something of this name is declared: as written, or in another case if nothing is. Those of the file it is asked
 * from come first, then those of its repository, and of equal ones those of its language.
 */
export async function findDefinitions(
  tx: TenantTx,
  { organizationId, name, from }: { organizationId: string; name: string; from: Origin | undefined },
) {
  const rows = await listDefinitions(tx, organizationId, { key: symbolKey(name), limit: MOST_READ });
  const asWritten = rows.filter((row) => row.name === name);
  const found = asWritten.length > 0 ? asWritten : rows;
  const distance = (row: (typeof rows)[number]) => {
    if (row.repositoryId !== from?.repositoryId) return 2;
    return row.path === from.path ? 0 : 1;
  };
  const language = found.find((row) => distance(row) === 0)?.language ?? languageOfPath(rows, from);
  const ranked = found
    .map((row) => ({ row, rank: distance(row) * 2 + (language === row.language ? 0 : 1) }))
    .sort((a, b) => a.rank - b.rank);
  return {
    items: ranked.slice(0, MOST_SHOWN).map(({ row }) => row),
    isCut: found.length > MOST_SHOWN,
  };
}

/** Files that end alike are mostly of one language. */
function languageOfPath(
  rows: readonly { path: string; language: string | null }[],
  from: Origin | undefined,
): string | null | undefined {
  const ending = from?.path.slice(from.path.lastIndexOf("."));
  return ending === undefined ? undefined : rows.find(({ path }) => path.endsWith(ending))?.language;
}
