import type { TenantTx } from "@/db/tenant";
import { detectLanguage } from "@/server/indexing/language";
import { redactSecrets } from "@/server/indexing/source/redact-secrets";
import { MAX_RESULTS } from "./cursor";
import { listDocumentSizes, listDocumentTexts, readDocumentPaths } from "./document-queries";
import type { FileText } from "./exact-items";
import { type Found, nothing } from "./open-search";
import type { ResolvedScope } from "./resolve-scope";
import { foundOf, isFound, type Literal } from "./search-exact";

// All of a team's documents in the ordinary case; beyond it the answer says that there is more.
const MOST_BYTES = 32 * 1024 * 1024;
const BYTES_PER_READ = 2 * 1024 * 1024;
const TIME_LIMIT_MS = 2_000;

/** Documents that hold the literal, by name. Secrets in them are blotted out before anything is compared. */
export async function searchDocumentsExact(
  tx: TenantTx,
  scope: ResolvedScope,
  query: Literal,
): Promise<Found> {
  if (scope.documents === undefined || scope.within !== null) return nothing;
  const endMs = performance.now() + TIME_LIMIT_MS;
  const found = new Map<string, FileText>();
  const { batches, isCut: isTooMuch } = await documentBatches(tx, scope);
  let isCut = isTooMuch;
  for (const ids of batches) {
    isCut ||= performance.now() > endMs;
    if (found.size > MAX_RESULTS || performance.now() > endMs) break;
    for (const text of await readDocumentTexts(tx, ids))
      if (hasLanguage(scope, text) && isFound(scope, query, text)) found.set(text.id, text);
  }
  const readPage = async (ids: string[]) => {
    const paths = await readDocumentPaths(tx, ids);
    return ids.flatMap((id) => {
      const text = found.get(id);
      return text ? [{ ...text, path: paths.get(id) ?? text.path }] : [];
    });
  };
  return foundOf(tx, scope, { query, ids: [...found.keys()], isCut, readPage });
}

/** The ids of the documents in scope, some at a time, up to 32 MiB of them. */
export async function documentBatches(
  tx: TenantTx,
  { documents }: ResolvedScope,
): Promise<{ batches: string[][]; total: number; isCut: boolean }> {
  if (documents === undefined) return { batches: [], total: 0, isCut: false };
  const batches: string[][] = [];
  let total = 0;
  let bytes = 0;
  let inBatch = BYTES_PER_READ;
  for (const { id, sizeBytes } of await listDocumentSizes(tx, documents.ids)) {
    bytes += sizeBytes;
    if (bytes > MOST_BYTES) return { batches, total, isCut: true };
    if (inBatch >= BYTES_PER_READ) {
      batches.push([]);
      inBatch = 0;
    }
    batches.at(-1)?.push(id);
    inBatch += sizeBytes;
    total += 1;
  }
  return { batches, total, isCut: false };
}

/** Texts of documents in the order of their ids, as an exact search compares them; `path` is the name. */
export async function readDocumentTexts(tx: TenantTx, ids: string[]): Promise<FileText[]> {
  const rows = new Map((await listDocumentTexts(tx, ids)).map((row) => [row.id, row]));
  const texts: FileText[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    if (!row) continue;
    const { name, places, indexingStatus, secretSpans } = row;
    const text = row.contentText ?? "";
    // Where its secrets are is known once it is indexed.
    const content =
      indexingStatus === "completed" ? blottedOut(text, secretSpans) : (await redactSecrets(name, text)).text;
    const language = detectLanguage(name) ?? "text";
    texts.push({ id, repositoryId: null, path: name, language, content, places, names: [] });
  }
  return texts;
}

/** Two searches as one: the results of the second behind those of the first, 200 in all. */
export function oneAfterTheOther(first: Found, second: Found): Found {
  const total = Math.min(first.total + second.total, MAX_RESULTS);
  return {
    total,
    isCut: first.isCut || second.isCut || first.total + second.total > MAX_RESULTS,
    fetchPage: async (from, to) => [
      ...(from < first.total ? await first.fetchPage(from, Math.min(to, first.total)) : []),
      ...(to > first.total
        ? await second.fetchPage(Math.max(0, from - first.total), Math.min(to, total) - first.total)
        : []),
    ],
  };
}

export const hasLanguage = ({ language }: ResolvedScope, text: FileText): boolean =>
  language === null || text.language === language;

function blottedOut(text: string, spans: [number, number][]): string {
  let shown = text;
  for (const [start, end] of spans)
    shown = shown.slice(0, start) + shown.slice(start, end).replace(/[^\r\n]/g, "•") + shown.slice(end);
  return shown;
}
