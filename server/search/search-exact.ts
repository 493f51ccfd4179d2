import type { TenantTx } from "@/db/tenant";
import { MAX_RESULTS } from "./cursor";
import { excerptOf } from "./excerpt";
import { literalSpans, type Span } from "./highlight";
import { listFileContents, listLiteralFiles, listNamedChunks } from "./queries";
import type { ResolvedScope } from "./resolve-scope";
import type { SearchItem } from "./result";

export interface Literal {
  literal: string;
  caseSensitive: boolean;
  wholeWord: boolean;
}

// SQL names the files that hold the literal; only a whole word may be missing there, and then more must be read.
const MAX_CANDIDATES = 1_000;
const FILES_PER_READ = 40;
const TIME_LIMIT_MS = 2_000;
const CONTEXT_LINES = 2;
const MAX_HITS_SHOWN = 400;

type Found = { file: Awaited<ReturnType<typeof listFileContents>>[number]; spans: Span[] };

/** Files that hold the literal, in the order of repository and path; cut at 200 files or two seconds, and says so. */
export async function searchExact(tx: TenantTx, scope: ResolvedScope, query: Literal) {
  const endMs = Date.now() + TIME_LIMIT_MS;
  const limit = query.wholeWord ? MAX_CANDIDATES : MAX_RESULTS;
  const { fileIds: candidates, isCut: hasMore } = await listLiteralFiles(tx, scope, { ...query, limit });
  const found: Found[] = [];
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
      const spans = file ? literalSpans(file.content, query.literal, query) : [];
      if (file && spans.length > 0) found.push({ file, spans });
    }
  }
  const results = found.slice(0, MAX_RESULTS);
  const fetchPage = async (from: number, to: number): Promise<SearchItem[]> => {
    const page = results.slice(from, to);
    if (page.length === 0) return [];
    const chunks = await listNamedChunks(
      tx,
      scope.organizationId,
      page.map(({ file }) => file.id),
    );
    return page.map(({ file, spans }) => {
      const excerpt = around(file.content, spans);
      const firstHit = lineOf(file.content, spans[0]?.start ?? 0);
      const within = chunks.find(
        (one) => one.fileId === file.id && (one.startLine ?? 0) <= firstHit && (one.endLine ?? 0) >= firstHit,
      );
      return {
        ...excerpt,
        id: file.id,
        fileId: file.id,
        repositoryId: file.repositoryId,
        repositoryName: scope.repositoryNames.get(file.repositoryId) ?? "",
        path: file.path,
        language: file.language,
        symbol: within?.symbol ?? null,
        scope: within?.scope ?? null,
        hitCount: spans.length,
        copies: 0,
        scores: null,
      };
    });
  };
  return { total: results.length, isCut: isCut || found.length > MAX_RESULTS, fetchPage };
}

/** The lines around the first hits of a file. */
function around(content: string, spans: Span[]) {
  const first = spans[0] ?? { start: 0, end: 0 };
  let from = first.start;
  for (let lines = 0; lines <= CONTEXT_LINES && from > 0; lines++)
    from = content.lastIndexOf("\n", from - 2) + 1;
  const hits = spans
    .slice(0, MAX_HITS_SHOWN)
    .map(({ start, end }) => ({ start: start - from, end: end - from }));
  let to = first.end;
  for (let lines = 0; lines < 8 && to < content.length; lines++) {
    const next = content.indexOf("\n", to);
    to = next < 0 ? content.length : next + 1;
  }
  return excerptOf(
    { content: content.slice(from, to), startLine: lineOf(content, from) },
    hits.filter((hit) => hit.end <= to - from),
  );
}

function lineOf(content: string, at: number): number {
  let line = 1;
  for (let next = content.indexOf("\n"); next >= 0 && next < at; next = content.indexOf("\n", next + 1))
    line += 1;
  return line;
}
