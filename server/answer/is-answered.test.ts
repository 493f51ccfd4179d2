import { expect, test } from "vitest";
import type { Passage } from "./answer";
import { isAnswered } from "./is-answered";
import { rankPassages } from "./rank-passages";

/** A function that is as near to the question, by meaning and words, as is said. */
function far(symbol: string, nameCoverage: number, near = 0.1): Passage {
  const measured = {
    similarity: near,
    signatureSimilarity: near,
    nameSimilarity: near,
    gistSimilarity: near,
  };
  return {
    ...{ chunkId: symbol, sourceTable: "file", sourceId: "file", repositoryId: "repository", score: 0.1 },
    ...{ path: "src/delivery.ts", symbol, contentHash: "hash", content: `function ${symbol}() {}` },
    ...{ startLine: 1, endLine: 1, startChar: 0, endChar: 10 },
    signals: {
      ...{ ...measured, coverage: near, signatureCoverage: near, nameCoverage },
      ...{ kind: "function", isCode: true, scope: null },
    },
  };
}

const answers = (question: string, passage: Passage) =>
  isAnswered(question, rankPassages(question, [passage]));

test("what half answers is enough where it is all there is, and not where it stands first among many", () => {
  const half = (index: number) => far(`deliver${index}`, 0.2, 0.35);
  const among = (count: number) =>
    isAnswered(
      "How many attempts are made?",
      rankPassages(
        "",
        Array.from({ length: count }, (_, n) => half(n)),
      ),
    );
  expect([among(1), among(19), among(20)]).toEqual([true, true, false]);
  expect(answers("How many attempts are made?", far("deliver", 0))).toBe(false);
  const long = { ...half(0), content: "x".repeat(16_000) };
  expect(answers("How many attempts are made?", long)).toBe(false);
});
