import type { TenantTx } from "@/db/tenant";
import { MAX_RESULTS } from "./cursor";
import { exactItems, type FileWithHits } from "./exact-items";
import { literalSpans } from "./highlight";
import type { ResolvedScope } from "./resolve-scope";
import { listLiteralFiles } from "./source-queries";
import { spansWithin } from "./spans-within";
import { listFileContents } from "./text-queries";

export interface Literal {
  literal: string;
  caseSensitive: boolean;
  wholeWord: boolean;
}

// SQL names the files that hold the literal; only a whole word may be missing there, and then more must be read.
const MAX_CANDIDATES = 1_000;
const FILES_PER_READ = 40;
const TIME_LIMIT_MS = 2_000;

/** Files that hold the literal, in the order of repository and path; cut at 200 files or two seconds, and says so. */
export async function searchExact(tx: TenantTx, scope: ResolvedScope, query: Literal) {
  const endMs = Date.now() + TIME_LIMIT_MS;
  const limit = query.wholeWord || scope.within ? MAX_CANDIDATES : MAX_RESULTS;
  const { fileIds: candidates, isCut: hasMore } = await listLiteralFiles(tx, scope, { ...query, limit });
  const found: FileWithHits[] = [];
  let isCut = hasMore;
  for (let start = 0; start < candidates.length; start += FILES_PER_READ) {
    if (found.length > MAX_RESULTS || Date.now() > endMs) {
      isCut = true;
      break;
    }
    const ids = candidates.slice(start, start + FILES_PER_READ);
    const files = new Map(
      (await listFileContents(tx, scope.organizationId, ids)).map((one) => [one.id, one]),
    );
    for (const id of ids) {
      const file = files.get(id);
      if (!file) continue;
      const spans = spansWithin(file.content, literalSpans(file.content, query.literal, query), {
        id,
        within: scope.within,
      });
      if (spans.length > 0) found.push({ id, spans, hitCount: spans.length });
    }
  }
  const results = found.slice(0, MAX_RESULTS);
  return {
    total: results.length,
    isCut: isCut || found.length > MAX_RESULTS,
    fetchPage: (from: number, to: number) => exactItems(tx, scope, results.slice(from, to)),
  };
}
