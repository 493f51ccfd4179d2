import { setImmediate } from "node:timers/promises";
import type { TenantTx } from "@/db/tenant";
import { MAX_RESULTS } from "./cursor";
import { contentOf, type HeldFile, type HeldTexts, textOf } from "./held-texts";
import type { Found } from "./open-search";
import type { ResolvedScope } from "./resolve-scope";
import { foundOf, isFound, type Literal } from "./search-exact";
import { mayHold, type Trigrams, trigramsOf } from "./trigram-signature";

const TIME_LIMIT_MS = 2_000;
// Everybody else waits while texts are compared here.
const SLICE_MS = 10;

/** As `searchExact`, over texts that are held in memory: not one of them is asked of the database. */
export async function searchHeld(
  tx: TenantTx,
  scope: ResolvedScope,
  { held, ...query }: Literal & { held: HeldTexts[] },
): Promise<Found> {
  const found = new Map<string, HeldFile>();
  const endMs = performance.now() + TIME_LIMIT_MS;
  let sliceEndMs = performance.now() + SLICE_MS;
  let isCut = false;
  for (const file of candidatesOf(held, scope, [[trigramsOf(query.literal)]])) {
    if (isFound(scope, query, { id: file.id, content: contentOf(file) })) found.set(file.id, file);
    if (found.size > MAX_RESULTS) break;
    if (performance.now() < sliceEndMs) continue;
    await setImmediate();
    sliceEndMs = performance.now() + SLICE_MS;
    isCut = sliceEndMs > endMs;
    if (isCut) break;
  }
  const readPage = async (ids: string[]) =>
    ids.flatMap((id) => {
      const file = found.get(id);
      return file ? [textOf(file)] : [];
    });
  return foundOf(tx, scope, { query, ids: [...found.keys()], isCut, readPage });
}

/** Files inside the filters that may hold one literal of each clause; a literal without trigrams may be anywhere. */
export function* candidatesOf(
  held: HeldTexts[],
  { language, fileIds }: ResolvedScope,
  clauses: Trigrams[][],
): Generator<HeldFile> {
  const narrowing = clauses.filter((clause) => clause.every((trigrams) => trigrams.length > 0));
  const ids = fileIds && new Set(fileIds);
  for (const { files } of held) {
    for (const file of files) {
      if (language !== null && file.language !== language) continue;
      if (ids && !ids.has(file.id)) continue;
      const { block, signature } = file;
      if (narrowing.every((clause) => clause.some((one) => mayHold(one, block.signatures, signature))))
        yield file;
    }
  }
}
