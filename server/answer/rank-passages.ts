import type { Passage } from "./answer.ts";
import { rankWeights } from "./answer-weights.ts";
import { type Marks, marksOf } from "./marks.ts";

export interface Ranked {
  passage: Passage;
  /** Log odds against the others of the same question, up to a constant. */
  rank: number;
  marks: Marks;
}

/** The passages as an answer would quote them: best first, of equal ones in the order of the search. */
export function rankPassages(question: string, passages: Passage[]): Ranked[] {
  return rankMarked(passages, marksOf(question, passages), rankWeights);
}

/** The same of passages whose marks are known. */
export function rankMarked(
  passages: Passage[],
  marks: Marks[],
  weights: Partial<Record<keyof Marks, number>>,
): Ranked[] {
  return passages
    .flatMap((passage, index) => {
      const own = marks[index];
      return own ? [{ passage, rank: weigh(own, weights), marks: own }] : [];
    })
    .sort((a, b) => b.rank - a.rank);
}

/** The sum of values times their weights; what has no weight does not count. */
export function weigh<Name extends string>(
  values: Record<Name, number>,
  weights: Partial<Record<Name, number>>,
): number {
  return (Object.keys(weights) as Name[]).reduce((sum, name) => sum + values[name] * (weights[name] ?? 0), 0);
}
