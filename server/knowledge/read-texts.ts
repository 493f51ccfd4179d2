import type { TenantTx } from "@/db/tenant";
import { listTextsOf } from "./text-queries";

const FILES_AT_ONCE = 100;

/** The published texts of the files in which these places lie; one that is gone is not among them. */
export async function readTexts(
  tx: TenantTx,
  repositoryId: string,
  places: readonly { path: string }[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const paths = [...new Set(places.map(({ path }) => path))];
  for (let at = 0; at < paths.length; at += FILES_AT_ONCE)
    for (const { path, content } of await listTextsOf(tx, repositoryId, paths.slice(at, at + FILES_AT_ONCE)))
      texts.set(path, content);
  return texts;
}
