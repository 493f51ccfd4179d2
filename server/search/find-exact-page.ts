import { findExpressionPage } from "./find-expression-page";
import { holdSoon, type Reader } from "./hold-texts";
import { answerOf, nothing, openSearch, type SearchRequest } from "./open-search";
import { parseQuery } from "./parse-query";
import { oneAfterTheOther, searchDocumentsExact } from "./search-documents-exact";
import { searchExact } from "./search-exact";
import { searchHeld } from "./search-held";
import { searchKnowledgeExact } from "./search-knowledge-exact";
import { searchSymbols } from "./search-symbols";

/**
 * One page of a search to the letter. What of the scope this process does not hold in memory is read into it behind the
 * answer, for the searches that follow. Throws what `findExpressionPage` throws.
 */
export async function findExactPage(read: Reader, request: SearchRequest, signal?: AbortSignal) {
  const isExpression = request.asked.regex && parseQuery(request.asked.text).text !== "";
  const { open, page } = isExpression
    ? await findExpressionPage(read, request, signal)
    : await findLiteralPage(read, request);
  if (!open.held && !open.scope.isEmpty) holdSoon(read, open.scope);
  return page;
}

/** All of it comes from one snapshot. */
function findLiteralPage(read: Reader, request: SearchRequest) {
  return read(async (tx) => {
    const open = await openSearch(tx, request);
    const { parsed, scope, symbols, held } = open;
    if (scope.isEmpty) return { open, page: await answerOf(open, nothing) };
    if (parsed.text === "") {
      const found = symbols === null ? nothing : searchSymbols(tx, scope, symbols);
      return { open, page: await answerOf(open, found) };
    }
    const literal = { ...request.asked, literal: parsed.text };
    const files = held
      ? await searchHeld(tx, scope, { ...literal, held })
      : await searchExact(tx, scope, literal);
    const others = oneAfterTheOther(
      await searchDocumentsExact(tx, scope, literal),
      await searchKnowledgeExact(tx, scope, literal),
    );
    const found = oneAfterTheOther(files, others);
    return { open, page: await answerOf(open, found) };
  });
}
