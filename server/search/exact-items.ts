import type { TenantTx } from "@/db/tenant";
import { excerptOf } from "./excerpt";
import type { Span } from "./highlight";
import type { ResolvedScope } from "./resolve-scope";
import type { SearchItem } from "./result";
import { listFileContents, listNamedChunks } from "./text-queries";

const CONTEXT_LINES = 2;
const MAX_HITS_SHOWN = 400;

/** A file with its hits: at least one, in order. */
export interface FileWithHits {
  id: string;
  spans: Span[];
  /** Where more were counted than kept. */
  hitCount: number;
}

/** Results of a search to the letter: the lines around the first hits of each file. A file that has gone is left out. */
export async function exactItems(
  tx: TenantTx,
  scope: ResolvedScope,
  page: FileWithHits[],
): Promise<SearchItem[]> {
  if (page.length === 0) return [];
  const ids = page.map(({ id }) => id);
  const files = new Map((await listFileContents(tx, scope.organizationId, ids)).map((one) => [one.id, one]));
  const chunks = await listNamedChunks(tx, scope.organizationId, ids);
  return page.flatMap(({ id, spans, hitCount }): SearchItem[] => {
    const file = files.get(id);
    if (!file) return [];
    const firstHit = lineOf(file.content, spans[0]?.start ?? 0);
    const within = chunks.find(
      (one) => one.fileId === id && (one.startLine ?? 0) <= firstHit && (one.endLine ?? 0) >= firstHit,
    );
    return [
      {
        ...around(file.content, spans),
        id,
        fileId: id,
        repositoryId: file.repositoryId,
        repositoryName: scope.repositoryNames.get(file.repositoryId) ?? "",
        path: file.path,
        language: file.language,
        symbol: within?.symbol ?? null,
        scope: within?.scope ?? null,
        declares: null,
        hitCount,
        copies: 0,
        scores: null,
      },
    ];
  });
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

/** The line of a place in a text, from 1. */
export function lineOf(content: string, at: number): number {
  let line = 1;
  for (let next = content.indexOf("\n"); next >= 0 && next < at; next = content.indexOf("\n", next + 1))
    line += 1;
  return line;
}
