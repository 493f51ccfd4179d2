import { words } from "../search/words.ts";
import type { Passage } from "./answer.ts";
import { answeredWeights, ENOUGH } from "./answer-weights.ts";
import { type Ranked, weigh } from "./rank-passages.ts";

const ENOUGH_WORDS = 0.45;

// Where so little was found, it is all there is: nothing stands first by being the best of a thousand. Of 24 questions
// about two folders of four files this leaves one unanswered that has an answer (seven at the usual threshold), and
// answers two of 22 that have none.
const FEW = 20;
const FEW_CHARS = 16_000;
const ENOUGH_AMONG_FEW = -4;

/**
 * Whether anything that was found, ranked best first, answers what is asked, judged by what speaks for the best of it.
 * Where the meaning is not known (another model's cosines lie elsewhere), the words alone decide.
 */
export function isAnswered(question: string, ranked: Ranked[]): boolean {
  const isKnown = ranked.some(({ passage }) => (passage.signals?.similarity ?? null) !== null);
  if (isKnown) {
    const evidence = weigh({ ...evidenceOf(ranked), constant: 1 }, answeredWeights);
    return evidence >= (isAll(ranked) ? ENOUGH_AMONG_FEW : ENOUGH);
  }
  return ranked.some(({ passage }) => {
    const coverage = passage.signals?.coverage ?? plainCoverage(question, passage);
    return coverage >= ENOUGH_WORDS;
  });
}

/** Whether more would have gone with the request, had there been more. */
const isAll = (ranked: Ranked[]): boolean =>
  ranked.length < FEW && ranked.reduce((sum, { passage }) => sum + passage.content.length, 0) < FEW_CHARS;

/** What tells whether there is an answer: the best measures of any passage, and those of the one that stands first. */
export function evidenceOf(ranked: Ranked[]) {
  const known = ranked.map(({ marks }) => marks);
  const most = (measure: (marks: Ranked["marks"]) => number) => Math.max(0, ...known.map(measure));
  const first = known[0];
  const mean = known.reduce((sum, { similarity }) => sum + similarity, 0) / Math.max(1, known.length);
  return {
    similarity: most((marks) => marks.similarity),
    signatureSimilarity: most((marks) => marks.signatureSimilarity),
    nameSimilarity: most((marks) => marks.nameSimilarity),
    gistSimilarity: most((marks) => marks.gistSimilarity),
    coverage: most((marks) => marks.coverage),
    nameCoverage: most((marks) => marks.nameCoverage),
    both: most((marks) => marks.similarity + marks.coverage / 2),
    above: most((marks) => marks.similarity) - mean,
    firstSimilarity: first?.similarity ?? 0,
    firstSignatureSimilarity: first?.signatureSimilarity ?? 0,
    firstNameSimilarity: first?.nameSimilarity ?? 0,
    firstCoverage: first?.coverage ?? 0,
    firstNameCoverage: first?.nameCoverage ?? 0,
    firstNameSaid: first?.nameSaid ?? 0,
  };
}

/** How many of the question's different words a passage holds, each counted alike. */
function plainCoverage(question: string, { content, path, symbol }: Passage): number {
  const asked = new Set(words(question));
  const held = new Set(words(`${symbol ?? ""} ${path} ${content}`));
  return asked.size === 0 ? 0 : asked.intersection(held).size / asked.size;
}
