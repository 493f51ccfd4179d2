import type { TenantTx } from "@/db/tenant";
import { bm25, inverseDocumentFrequency } from "./bm25";
import { type Legs as FoundByLegs, type Fused, fuse, type Scored } from "./fuse";
import { indexSizeOf } from "./index-size";
import { countWords, listNearest, listWordCandidates } from "./queries";
import type { SearchScope } from "./scope-queries";
import { listChunkKinds } from "./text-queries";
import { weighKinds } from "./weigh-kinds";
import { toTsQuery, words } from "./words";

export interface Question {
  text: string;
  /** The vector of the text and the model that made it; null searches by words alone. */
  vector: Float32Array | null;
  model: string;
  /** Further names under which vectors stand that this one may be compared with. */
  otherModels?: string[];
  /** After a change of model, while vectors are being moved to their chunks. */
  isMoving?: boolean;
}

/** Which legs to run: the benches and the tests ask for one at a time. */
export type Legs = "both" | "vector" | "words";

const PER_LEG = 100;
const WORD_CANDIDATES = 400;
const MAX_TERMS = 24;
// A term in more than a fifth of a large index says little about any chunk: it ranks, but is not looked for.
const COMMON_SHARE = 0.2;
const COMMON_COUNT = 2_000;

// In a handful of chunks the word they are all about would tell nothing: it is weighed as if it stood among so many.
const FEWEST_CHUNKS = 1_000;

/** A word of the question, stemmed, and how much it tells in this organization (`inverseDocumentFrequency`). */
export interface Term {
  token: string;
  idf: number;
}

/** What was found, with what the legs measured before their scores were stretched to 0…1. */
export interface Retrieved {
  found: Fused[];
  /** Cosine with the question's vector, by chunk: what the vector leg found, best first. */
  similarities: Map<string, number>;
  terms: Term[];
  /** What both legs found, with their own scores. */
  byLegs: FoundByLegs;
}

/**
 * The chunks that best answer a question, at most 200, best first. One snapshot must cover the call: every statement
 * looks at the same generations.
 */
export async function retrieve(
  tx: TenantTx,
  scope: SearchScope,
  question: Question,
  legs: Legs = "both",
): Promise<Fused[]> {
  return (await retrieveMeasured(tx, scope, question, legs)).found;
}

/**
 * As `retrieve`, with the measures that tell whether what was found answers at all. `like` makes the scores those of
 * another search by the same question.
 */
export async function retrieveMeasured(
  tx: TenantTx,
  scope: SearchScope,
  question: Question & { like?: FoundByLegs | undefined },
  legs: Legs = "both",
): Promise<Retrieved> {
  const size = await indexSizeOf(tx, scope);
  const vector = legs === "words" ? [] : await byMeaning(tx, scope, question, size.chunks);
  const literal =
    legs === "vector" ? { scored: [], terms: [] } : await byWords(tx, scope, question.text, size);
  const byLegs = { vector, words: literal.scored };
  const found = fuse(vector, literal.scored, question.like);
  const ids = found.map((one) => one.id);
  return {
    found: weighKinds(found, await listChunkKinds(tx, scope.organizationId, ids)),
    similarities: new Map(vector.map(({ id, score }) => [id, score])),
    terms: literal.terms,
    byLegs,
  };
}

async function byMeaning(
  tx: TenantTx,
  scope: SearchScope,
  question: Question,
  chunks: number,
): Promise<Scored[]> {
  if (question.vector === null) return [];
  // Measured in docs/decisions: 800 keeps 98 % of the exact top 100 at 6,600 chunks; it grows with the tenant.
  const depth = Math.min(2_000, Math.max(800, Math.round(chunks / 50)));
  const { vector, model, otherModels = [], isMoving = false } = question;
  return listNearest(tx, scope, {
    ...{ vector, models: [model, ...otherModels], isMoving },
    ...{ depth, limit: PER_LEG },
  });
}

/**
 * BM25 over the candidates with the heaviest terms. Postgres' own ranking knows no document frequency, and counting every
 * term in every chunk would cost more than it finds.
 */
async function byWords(
  tx: TenantTx,
  scope: SearchScope,
  text: string,
  size: { chunks: number; words: number },
): Promise<{ scored: Scored[]; terms: Term[] }> {
  const tokens = [...new Set(words(text))].slice(0, MAX_TERMS);
  const terms = tokens.map((word) => toTsQuery([word]));
  // Entries of knowledge are found by their words before they count as chunks.
  if (terms.length === 0 || (size.chunks === 0 && !scope.knowledgeOf?.length))
    return { scored: [], terms: [] };
  // Counting is most of the work of a frequent word. One that reaches the cap stands for half of everything.
  const cap = Math.min(5_000, Math.max(1_000, Math.round(size.chunks / 10)));
  const counted = await countWords(tx, scope, { terms, cap });
  const total = Math.max(size.chunks, ...counted);
  const counts = counted.map((count) => (count >= cap ? Math.max(count, total / 2) : count));
  const idf = counts.map((count) => inverseDocumentFrequency(count, total));
  const isCommon = counts.map((count) => count > COMMON_COUNT && count > total * COMMON_SHARE);
  const telling = idf.map((weight, index) => (isCommon[index] || counts[index] === 0 ? 0 : weight));
  let candidates = await listWordCandidates(tx, scope, { terms, weights: telling, limit: WORD_CANDIDATES });
  // What tells may be missing just where the filters look.
  if (candidates.length < PER_LEG && isCommon.some(Boolean)) {
    candidates = await listWordCandidates(tx, scope, { terms, weights: idf, limit: WORD_CANDIDATES });
  }
  const scored = candidates
    .map(({ id, ...document }) => ({ id, score: bm25(document, { idf, averageLength: size.words }) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, PER_LEG);
  const spread = Math.max(total, FEWEST_CHUNKS);
  const weigh = (index: number) => inverseDocumentFrequency(counts[index] ?? 0, spread);
  return { scored, terms: tokens.map((token, index) => ({ token, idf: weigh(index) })) };
}
