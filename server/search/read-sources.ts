import type { TenantTx } from "@/db/tenant";
import type { Source } from "@/server/answer/answer";
import { listSources, listSourcesNow } from "./passage-queries";

/** The files that passages were cut from, by id, as they are stored. */
export function readSources(tx: TenantTx, ids: string[]): Promise<Source[]> {
  return ids.length === 0 ? Promise.resolve([]) : listSources(tx, ids);
}

/** What stands at these places in the published generations; keys are `repositoryId path`. */
export async function readSourcesNow(
  tx: TenantTx,
  places: { repositoryId: string; path: string }[],
): Promise<Map<string, Source>> {
  if (places.length === 0) return new Map();
  const rows = await listSourcesNow(tx, places);
  return new Map(rows.map(({ repositoryId, path, ...source }) => [`${repositoryId} ${path}`, source]));
}
