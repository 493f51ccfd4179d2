import type { TenantTx } from "@/db/tenant";
import { MAX_RESULTS } from "./cursor";
import { withDocuments } from "./document-candidates";
import { type Evaluation, evaluateExpression } from "./evaluate-expression";
import { exactItems, type FileWithHits } from "./exact-items";
import { type Candidates, expressionCandidates } from "./expression-candidates";
import { ExpressionError } from "./expression-error";
import type { Reader } from "./hold-texts";
import { withKnowledge } from "./knowledge-candidates";
import { answerOf, type OpenSearch, openSearch, type SearchRequest } from "./open-search";
import { type Expression, parseExpression } from "./parse-expression";
import { parseQuery, placeInInput } from "./parse-query";
import { spansWithin } from "./spans-within";

/**
 * One page of the files that an expression matches. No transaction is held while the expression is evaluated: `read`
 * opens one each for the candidates, for some files at a time and for the page. Throws `ExpressionError`, `NoTurn`, or
 * the signal's reason.
 */
export async function findExpressionPage(read: Reader, request: SearchRequest, signal?: AbortSignal) {
  const expression = expressionOf(request);
  const { open, candidates } = await read(async (tx) => {
    const open = await openSearch(tx, request);
    const files = await expressionCandidates(tx, read, { open, expression });
    const { scope } = open;
    const texts = await withDocuments(tx, read, { scope, files });
    return { open, candidates: await withKnowledge(tx, { scope, files: texts }) };
  });
  const evaluation = await evaluateExpression(
    {
      organizationId: request.organizationId,
      source: expression.source,
      flags: expression.flags,
      batches: candidates.batches,
      // Where only some lines count, which files are left is known afterwards.
      enough: open.scope.within ? Number.POSITIVE_INFINITY : MAX_RESULTS,
    },
    signal,
  );
  const page = await read(async (tx) => {
    const found = await withinScope(tx, open, { candidates, found: evaluation.found });
    const results = found.slice(0, MAX_RESULTS);
    const isCut = candidates.isCut || found.length > MAX_RESULTS;
    const answer = await answerOf(
      { ...open, notes: [...open.notes, ...lateNote(evaluation, candidates.total)] },
      {
        ...{ total: results.length, isCut: isCut && evaluation.end !== "late" },
        fetchPage: async (from, to) =>
          exactItems(tx, open.scope, await withTexts(tx, candidates, results.slice(from, to))),
      },
    );
    return { ...answer, isCut: isCut || evaluation.end === "late" };
  });
  return { open, page };
}

/** Places in the message are those of the text as it was asked, filters and all. */
function expressionOf({ asked }: SearchRequest): Expression {
  try {
    return parseExpression(parseQuery(asked.text).text, asked);
  } catch (error) {
    if (!(error instanceof ExpressionError) || error.position === undefined) throw error;
    throw new ExpressionError(error.message, placeInInput(asked.text, error.position));
  }
}

async function withTexts(
  tx: TenantTx,
  candidates: Candidates,
  found: Evaluation["found"],
): Promise<FileWithHits[]> {
  const files = await candidates.readTexts(
    tx,
    found.map(({ id }) => id),
  );
  const texts = new Map(files.map((file) => [file.id, file]));
  return found.flatMap((hits) => {
    const text = texts.get(hits.id);
    return text ? [{ ...text, ...hits }] : [];
  });
}

async function withinScope(
  tx: TenantTx,
  { scope: { within } }: OpenSearch,
  { candidates, found }: { candidates: Candidates; found: Evaluation["found"] },
): Promise<Evaluation["found"]> {
  if (within === null) return found;
  return (await withTexts(tx, candidates, found)).flatMap(({ id, content, spans: all }) => {
    const spans = spansWithin(content, all, { id, within });
    return spans.length > 0 ? [{ id, spans, hitCount: spans.length }] : [];
  });
}

function lateNote({ end, filesDone }: Evaluation, filesTotal: number): string[] {
  if (end !== "late") return [];
  const counts = new Intl.NumberFormat("en-US");
  return [
    `The expression took too long and was ended after 2 seconds: ${counts.format(filesDone)} of ${counts.format(filesTotal)} ` +
      "files were looked at. Make it simpler, or narrow it with repo:, path: or lang:.",
  ];
}
