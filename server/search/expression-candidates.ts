import type { TenantTx } from "@/db/tenant";
import type { Batch } from "./evaluate-expression";
import type { FileText } from "./exact-items";
import { type HeldFile, textOf } from "./held-texts";
import type { Reader } from "./hold-texts";
import type { OpenSearch } from "./open-search";
import type { Expression } from "./parse-expression";
import { hasTrigram } from "./required-clauses";
import { readTexts } from "./search-exact";
import { candidatesOf } from "./search-held";
import { listExpressionFiles } from "./source-queries";
import { listFileContents } from "./text-queries";
import { trigramsOf } from "./trigram-signature";

// What a thread looks through within its two seconds, and what the database reads where no literal names a file.
const MOST_FILES = 20_000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_BYTES_WITHOUT_LITERAL = 32 * 1024 * 1024;
const BATCH_BYTES = 1024 * 1024;
const BATCH_FILES = 500;

/** The files that an expression is to be tried on, in their order. */
export interface Candidates {
  total: number;
  /** Whether more would have been to look at. */
  isCut: boolean;
  batches: AsyncIterable<Batch>;
  readTexts: (tx: TenantTx, ids: string[]) => Promise<FileText[]>;
}

/** From memory where all of the scope is held there; else the database looks for the literals that every match holds. */
export async function expressionCandidates(
  tx: TenantTx,
  read: Reader,
  { open, expression }: { open: OpenSearch; expression: Expression },
): Promise<Candidates> {
  const { scope, held } = open;
  const { organizationId } = scope;
  if (held && !scope.isEmpty) {
    const clauses = expression.clauses.map((clause) => clause.map(trigramsOf));
    return heldCandidates([...candidatesOf(held, scope, clauses)]);
  }
  const { files, isCut } = scope.isEmpty
    ? { files: [], isCut: false }
    : await listCandidates(tx, open, expression);
  return {
    total: files.length,
    isCut,
    batches: readBatches(read, organizationId, files),
    readTexts: (tx, ids) => readTexts(tx, organizationId, ids),
  };
}

function heldCandidates(files: HeldFile[]): Candidates {
  const byId = new Map(files.map((file) => [file.id, file]));
  return {
    total: files.length,
    isCut: false,
    batches: heldBatches(files),
    readTexts: async (_, ids) =>
      ids.flatMap((id) => {
        const file = byId.get(id);
        return file ? [textOf(file)] : [];
      }),
  };
}

/** Neighbours in one block go to the thread together, by their places: it shares the memory. */
async function* heldBatches(files: HeldFile[]): AsyncGenerator<Batch> {
  for (const some of Map.groupBy(files, ({ block }) => block).values()) {
    const [first] = some;
    if (!first) continue;
    const places = Int32Array.from(some.flatMap(({ start, end, isWide }) => [start, end, isWide ? 1 : 0]));
    yield { ids: some.map(({ id }) => id), texts: { bytes: first.block.bytes, places } };
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
): AsyncGenerator<Batch> {
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
    const present = ids.filter((id) => contents.has(id));
    yield { ids: present, texts: present.map((id) => contents.get(id) ?? "") };
  }
}
