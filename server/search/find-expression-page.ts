import type { TenantTx } from "@/db/tenant";
import { MAX_RESULTS } from "./cursor";
import { type Evaluation, evaluateExpression } from "./evaluate-expression";
import { exactItems } from "./exact-items";
import { ExpressionError } from "./expression-error";
import { answerOf, nothing, type OpenSearch, openSearch, type SearchRequest } from "./open-search";
import { type Expression, parseExpression } from "./parse-expression";
import { parseQuery, placeInInput } from "./parse-query";
import { hasTrigram } from "./required-clauses";
import { listExpressionFiles } from "./source-queries";
import { spansWithin } from "./spans-within";
import { listFileContents } from "./text-queries";

// What a thread looks through within its two seconds, and what the database reads where no literal names a file.
const MOST_FILES = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_BYTES_WITHOUT_LITERAL = 32 * 1024 * 1024;
const BATCH_BYTES = 1024 * 1024;
const BATCH_FILES = 500;

type Reader = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

/**
 * One page of the files that an expression matches. No transaction is held while the expression is evaluated: `read`
 * opens one each for the candidates, for some files at a time and for the page. Throws `ExpressionError`, `NoTurn`, or
 * the signal's reason.
 */
export async function findExpressionPage(read: Reader, request: SearchRequest, signal?: AbortSignal) {
  const expression = expressionOf(request);
  const { open, candidates } = await read(async (tx) => {
    const open = await openSearch(tx, request);
    return {
      open,
      candidates: open.scope.isEmpty ? noCandidates : await listCandidates(tx, open, expression),
    };
  });
  const evaluation = await evaluateExpression(
    {
      organizationId: request.organizationId,
      source: expression.source,
      flags: expression.flags,
      batches: readBatches(read, request.organizationId, candidates.files),
      // Where only some lines count, which files are left is known afterwards.
      enough: open.scope.within ? Number.POSITIVE_INFINITY : MAX_RESULTS,
    },
    signal,
  );
  return read(async (tx) => {
    const found = await withinScope(tx, open, evaluation.found);
    const results = found.slice(0, MAX_RESULTS);
    const isCut = candidates.isCut || found.length > MAX_RESULTS;
    const answer = await answerOf(
      { ...open, notes: [...open.notes, ...lateNote(evaluation, candidates.files.length)] },
      {
        ...{ ...nothing, total: results.length, isCut: isCut && evaluation.end !== "late" },
        fetchPage: (from, to) => exactItems(tx, open.scope, results.slice(from, to)),
      },
    );
    return { ...answer, isCut: isCut || evaluation.end === "late" };
  });
}

const noCandidates = { files: [], isCut: false };

/** Places in the message are those of the text as it was asked, filters and all. */
function expressionOf({ asked }: SearchRequest): Expression {
  try {
    return parseExpression(parseQuery(asked.text).text, asked);
  } catch (error) {
    if (!(error instanceof ExpressionError) || error.position === undefined) throw error;
    throw new ExpressionError(error.message, placeInInput(asked.text, error.position));
  }
}

function listCandidates(tx: TenantTx, { scope }: OpenSearch, { clauses, caseSensitive }: Expression) {
  const indexed = clauses.filter((clause) => clause.every(hasTrigram));
  const hasIndexed = indexed.length > 0;
  return listExpressionFiles(tx, scope, {
    clauses: hasIndexed ? indexed : clauses,
    hasTrigram: hasIndexed,
    caseSensitive,
    limit: MOST_FILES,
    mostBytes: hasIndexed ? MOST_BYTES : MOST_BYTES_WITHOUT_LITERAL,
  });
}

async function* readBatches(
  read: Reader,
  organizationId: string,
  files: { id: string; sizeBytes: number }[],
): AsyncGenerator<{ id: string; content: string }[]> {
  for (let at = 0; at < files.length; ) {
    const ids: string[] = [];
    for (let bytes = 0; at < files.length && ids.length < BATCH_FILES && bytes < BATCH_BYTES; at++) {
      const file = files[at];
      if (!file) break;
      ids.push(file.id);
      bytes += file.sizeBytes;
    }
    const rows = await read((tx) => listFileContents(tx, organizationId, ids));
    const contents = new Map(rows.map((row) => [row.id, row.content]));
    yield ids.flatMap((id) => {
      const content = contents.get(id);
      return content === undefined ? [] : [{ id, content }];
    });
  }
}

async function withinScope(tx: TenantTx, { scope }: OpenSearch, found: Evaluation["found"]) {
  const { within } = scope;
  if (within === null) return found;
  const rows = await listFileContents(
    tx,
    scope.organizationId,
    found.map(({ id }) => id),
  );
  const contents = new Map(rows.map((row) => [row.id, row.content]));
  return found.flatMap(({ id, spans: all }) => {
    const spans = spansWithin(contents.get(id) ?? "", all, { id, within });
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
