import type { DocumentPlace } from "@/db/schema";
import type { KnowledgeCategory } from "@/db/schema/knowledge-part";
import type { TenantTx } from "@/db/tenant";
import { excerptOf } from "./excerpt";
import type { NamedLines } from "./held-texts";
import type { Span } from "./highlight";
import { placeAt } from "./place-at";
import type { ResolvedScope } from "./resolve-scope";
import type { SearchItem } from "./result";
import { listNamesOfLines } from "./text-queries";

const CONTEXT_LINES = 2;
const MAX_HITS_SHOWN = 400;

/** A file that was found, with its hits: at least one, in order. Where more were counted than kept, `hitCount` says so. */
export interface FileWithHits extends FileText {
  spans: Span[];
  hitCount: number;
}

export interface FileText {
  id: string;
  /** Null for the text of a document. */
  repositoryId: string | null;
  path: string;
  language: string | null;
  content: string;
  /** Of an entry of knowledge. */
  category?: KnowledgeCategory;
  /** Of a document: where its pages begin. */
  places?: readonly DocumentPlace[];
  /** What its lines belong to; where they are not given, the database is asked. */
  names?: readonly NamedLines[];
}

/** Results of a search to the letter: the lines around the first hits of each file. */
export async function exactItems(
  tx: TenantTx,
  scope: ResolvedScope,
  page: FileWithHits[],
): Promise<SearchItem[]> {
  const firstLines = new Map(
    page.map(({ id, content, spans }) => [id, lineOf(content, spans[0]?.start ?? 0)]),
  );
  const unknown = page.filter(({ names }) => names === undefined).map(({ id }) => id);
  const asked = await listNamesOfLines(tx, scope.organizationId, {
    fileIds: unknown,
    lines: unknown.map((id) => firstLines.get(id) ?? 0),
  });
  return page.map(
    ({
      id,
      repositoryId,
      path,
      language,
      content,
      places,
      category = null,
      names,
      spans,
      hitCount,
    }): SearchItem => {
      const line = firstLines.get(id) ?? 0;
      const name = names?.find((one) => one.startLine <= line && line <= one.endLine) ?? asked.get(id);
      return {
        ...around(content, spans),
        ...{ id, fileId: id, repositoryId, path, language, hitCount, category },
        kind: category !== null ? "knowledge" : repositoryId === null ? "document" : "file",
        repositoryName: repositoryId === null ? null : (scope.repositoryNames.get(repositoryId) ?? ""),
        symbol: name?.symbol ?? null,
        scope: name?.scope ?? null,
        place: placeAt(places, spans[0]?.start ?? 0),
        declares: null,
        copies: 0,
        scores: null,
      };
    },
  );
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
