import type { TenantTx } from "@/db/tenant";
import type { SearchScope } from "./scope-queries";
import { listSymbolsByName } from "./source-queries";
import { readSymbol, symbolKey, symbolSuffix } from "./symbol-name";

const MAX_PER_NAME = 400;

export type FoundSymbol = Awaited<ReturnType<typeof listSymbolsByName>>[number];

/** Declarations that any of the names as written finds, the best first, each once. */
export async function findSymbols(tx: TenantTx, scope: SearchScope, names: string[]): Promise<FoundSymbol[]> {
  const found = new Map<string, FoundSymbol>();
  for (const written of names) {
    const { name, scope: inside } = readSymbol(written);
    const suffix = symbolSuffix(name);
    if (suffix === "") continue;
    const rows = await listSymbolsByName(tx, scope, {
      ...{ name, key: symbolKey(name), suffix, scope: inside },
      limit: MAX_PER_NAME,
    });
    for (const row of rows) if (!found.has(row.id)) found.set(row.id, row);
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank);
}
