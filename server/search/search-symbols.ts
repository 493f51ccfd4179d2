import type { TenantTx } from "@/db/tenant";
import { MAX_RESULTS } from "./cursor";
import { excerptOf } from "./excerpt";
import type { FoundSymbol } from "./find-symbols";
import { literalSpans, type Span } from "./highlight";
import type { ResolvedScope } from "./resolve-scope";
import type { SearchItem } from "./result";
import { listFileContents } from "./text-queries";

/** Declarations as results: each with its lines, and its name marked where it is declared. */
export function searchSymbols(tx: TenantTx, scope: ResolvedScope, symbols: FoundSymbol[]) {
  const results = symbols.slice(0, MAX_RESULTS);
  const fetchPage = async (from: number, to: number): Promise<SearchItem[]> => {
    const page = results.slice(from, to);
    if (page.length === 0) return [];
    const ids = [...new Set(page.map(({ fileId }) => fileId))];
    const contents = new Map(
      (await listFileContents(tx, scope.organizationId, ids)).map((one) => [one.id, one.content]),
    );
    return page.map((symbol): SearchItem => {
      const { id, fileId, repositoryId, path, language } = symbol;
      return {
        ...excerptOfSymbol(contents.get(fileId) ?? "", symbol),
        ...{ kind: "file", id, fileId, repositoryId, path, language },
        repositoryName: scope.repositoryNames.get(repositoryId) ?? "",
        symbol: symbol.name,
        scope: symbol.scope,
        place: null,
        category: null,
        declares: symbol.kind,
        hitCount: 1,
        copies: 0,
        scores: null,
      };
    });
  };
  return { total: results.length, isCut: symbols.length > MAX_RESULTS, fetchPage };
}

function excerptOfSymbol(content: string, { name, startLine, endLine }: FoundSymbol) {
  const lines = content.split("\n").slice(startLine - 1, endLine);
  const text = lines.join("\n");
  const hits: Span[] = literalSpans(text, name, { caseSensitive: true, wholeWord: true }).slice(0, 1);
  // Of a long declaration its beginning tells most, not the lines with the most hits.
  return excerptOf({ content: text, startLine }, hits);
}
