import { words } from "../search/words.ts";
import type { Passage } from "./answer.ts";
import { asksWhether, shareOfNameAsked, tellsWhether } from "./name-meaning.ts";

/** What speaks for a passage as the answer, each about 0…1. */
export function marksOf(question: string, passage: Passage): Record<Mark, number> {
  const { content, signals, score } = passage;
  const symbol = passage.symbol ?? "";
  const kind = signals?.kind ?? null;
  const isCode = signals?.isCode ?? false;
  const asked = words(question);
  return {
    score,
    similarity: signals?.similarity ?? 0,
    signatureSimilarity: signals?.signatureSimilarity ?? 0,
    coverage: signals?.coverage ?? 0,
    signatureCoverage: signals?.signatureCoverage ?? 0,
    nameAsked: isCode ? shareOfNameAsked(symbol, question) : 0,
    firstWordNamed: isCode && asked[0] !== undefined && words(symbol).includes(asked[0]) ? 1 : 0,
    length: Math.log(Math.max(50, content.length)) / 10,
    isExported: /^\s*(export|module\.exports|exports\.|pub )/m.test(content) ? 1 : 0,
    isPrivate: /^[_#]/.test(symbol) || /^\s*(private|protected)\b/m.test(content.slice(0, 200)) ? 1 : 0,
    isConstructor: symbol === "constructor" ? 1 : 0,
    isBetween: isCode && kind === null ? 1 : 0,
    isType: /class|type|interface|constant|object/.test(kind ?? "") ? 1 : 0,
    answersOtherKind: isCode && asksWhether(question) !== tellsWhether(symbol, content) ? 1 : 0,
  };
}

// Fitted to the tuning half of bench/retrieval's questions (multinomial logistic regression over the passages of each
// question, inside one repository and across all); docs/decisions/0043 tells what they are worth on the other half.
const weights = {
  score: 2.82,
  similarity: 1.83,
  signatureSimilarity: 4.1,
  coverage: 2.44,
  signatureCoverage: 2.75,
  nameAsked: 1.76,
  firstWordNamed: 1.24,
  length: -6.08,
  isExported: 0.79,
  isPrivate: -0.97,
  isConstructor: -3.14,
  isBetween: -2.17,
  isType: -3.87,
  answersOtherKind: -1.44,
};
type Mark = keyof typeof weights;

export interface Ranked {
  passage: Passage;
  rank: number;
}

/** The passages as an answer would quote them: best first, of equal ones in the order of the search. */
export function rankPassages(question: string, passages: Passage[]): Ranked[] {
  return passages
    .map((passage) => {
      const marks = Object.entries(marksOf(question, passage)) as [Mark, number][];
      return { passage, rank: marks.reduce((sum, [mark, value]) => sum + weights[mark] * value, 0) };
    })
    .sort((a, b) => b.rank - a.rank);
}
