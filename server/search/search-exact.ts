import type { TenantTx } from "@/db/tenant";
import { MAX_RESULTS } from "./cursor";
import { exactItems, type FileText } from "./exact-items";
import { holdsLiteral, literalSpans } from "./highlight";
import type { Found } from "./open-search";
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
export async function searchExact(tx: TenantTx, scope: ResolvedScope, query: Literal): Promise<Found> {
  const endMs = Date.now() + TIME_LIMIT_MS;
  const readPage = (ids: string[]) => readTexts(tx, scope.organizationId, ids);
  const limit = query.wholeWord || scope.within ? MAX_CANDIDATES : MAX_RESULTS;
  const { fileIds: candidates, isCut } = await listLiteralFiles(tx, scope, { ...query, limit });
  // Letter by letter the database compares as JavaScript does: then nothing is left to find out.
  if (query.caseSensitive && !query.wholeWord && scope.within === null && query.literal.isWellFormed())
    return foundOf(tx, scope, { query, ids: candidates, isCut, readPage });
  const ids: string[] = [];
  for (let start = 0; start < candidates.length; start += FILES_PER_READ) {
    if (ids.length > MAX_RESULTS || Date.now() > endMs)
      return foundOf(tx, scope, { query, ids, isCut: true, readPage });
    const some = candidates.slice(start, start + FILES_PER_READ);
    const files = new Map(
      (await listFileContents(tx, scope.organizationId, some)).map(({ id, content }) => [id, content]),
    );
    for (const id of some) if (isFound(scope, query, { id, content: files.get(id) ?? "" })) ids.push(id);
  }
  return foundOf(tx, scope, { query, ids, isCut, readPage });
}

/** Whether a file of the scope holds the literal where it should. */
export function isFound(
  { within }: ResolvedScope,
  query: Literal,
  { id, content }: { id: string; content: string },
): boolean {
  if (within === null) return holdsLiteral(content, query.literal, query);
  return spansWithin(content, literalSpans(content, query.literal, query), { id, within }).length > 0;
}

interface FoundFiles {
  query: Literal;
  /** In their order. */
  ids: string[];
  isCut: boolean;
  readPage: (ids: string[]) => Promise<FileText[]>;
}

/** The files that were found, whose hits are counted on the page that shows them. */
export function foundOf(
  tx: TenantTx,
  scope: ResolvedScope,
  { query, ids, isCut, readPage }: FoundFiles,
): Found {
  const results = ids.slice(0, MAX_RESULTS);
  const { within } = scope;
  return {
    total: results.length,
    isCut: isCut || ids.length > MAX_RESULTS,
    fetchPage: async (from, to) => {
      const page = (await readPage(results.slice(from, to))).map((file) => {
        const all = literalSpans(file.content, query.literal, query);
        const spans = spansWithin(file.content, all, { id: file.id, within });
        return { ...file, spans, hitCount: spans.length };
      });
      return exactItems(tx, scope, page);
    },
  };
}

/** Files with their texts in the order that was asked for. One that has gone is left out. */
export async function readTexts(tx: TenantTx, organizationId: string, ids: string[]): Promise<FileText[]> {
  const files = new Map((await listFileContents(tx, organizationId, ids)).map((file) => [file.id, file]));
  return ids.flatMap((id) => files.get(id) ?? []);
}
