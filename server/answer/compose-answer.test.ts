import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSource } from "@/tests/support/citations/generated-answers";
import type { Passage, PassageSignals } from "./answer";
import { checkCitation } from "./check-citation";
import { chooseSpan } from "./choose-span";
import { composeAnswer } from "./compose-answer";
import { proposePlan } from "./propose-plan";

const made = (content: string, more: Partial<Passage> = {}): Passage => ({
  chunkId: "1",
  sourceTable: "file",
  sourceId: "file",
  repositoryId: "repository",
  path: "src/pool.ts",
  startLine: 1,
  endLine: content.split("\n").length,
  startChar: 0,
  endChar: content.length,
  content,
  contentHash: "hash",
  score: 1,
  ...more,
});
const signals = (similarity: number, coverage: number): PassageSignals => ({
  similarity,
  signatureSimilarity: similarity,
  nameSimilarity: similarity,
  gistSimilarity: similarity,
  coverage,
  signatureCoverage: coverage,
  nameCoverage: coverage,
  kind: "function",
  isCode: true,
  scope: null,
});

test("each quotation of a real file passes the checker", async () => {
  const read = await readSource("settings.js", readFileSync("node_modules/luxon/src/settings.js", "utf8"));
  const passages = read.passages.slice(0, 20);
  const { claims, nothingFound } = composeAnswer({
    question: "the default locale to create DateTimes with",
    passages,
  });
  expect(nothingFound).toBe(false);
  expect(claims.length).toBeGreaterThan(0);
  for (const { text, citations } of claims) {
    expect(citations).toHaveLength(1);
    for (const one of citations) {
      const context = { retrieved: passages, source: read.source, claimText: text };
      expect(checkCitation(one, context)).toEqual({ verdict: "supported" });
    }
  }
});

test("where nothing speaks of the question, nothing is quoted and the introduction says so", () => {
  const far = made("export function release() {}", { signals: signals(0.2, 0.1) });
  for (const passages of [[], [far]]) {
    const answer = composeAnswer({ question: "How are invoices printed?", passages });
    expect(answer).toEqual({
      claims: [],
      nothingFound: true,
      introduction: expect.stringContaining("Nothing"),
    });
  }
});

test("passages of one file stand together behind the best one", () => {
  const near = (chunkId: string, sourceId: string, score: number) =>
    made("export function release() {}", {
      ...{ chunkId, sourceId, score, symbol: "release", path: `${sourceId}.ts`, signals: signals(0.8, 1) },
    });
  const passages = [near("1", "a", 1), near("2", "b", 0.9), near("3", "a", 0.8)];
  const { claims, introduction } = composeAnswer({ question: "Releases a client.", passages });
  expect(claims.map(({ citations }) => citations[0]?.chunkId)).toEqual(["1", "3", "2"]);
  expect(introduction).toContain("3 passages");
  expect(claims[0]?.text).toBe("`release` in a.ts");
});

test("a long function is quoted by its comment and its signature, a short one whole", () => {
  const head = "/**\n * Gives a client back.\n */\nexport function release(\n  client: Client,\n): void {";
  const long = made(`\n${head}\n${"  idle.push(client);\n".repeat(30)}}\n`);
  expect(chooseSpan(long, "give back")).toEqual({ quote: head, startChar: 1, endChar: 1 + head.length });
  expect(chooseSpan(made("function a() {\n  b();\n}\n"), "a").quote).toBe("function a() {\n  b();\n}");
});

test("of prose, the paragraph that holds the question's words is quoted", () => {
  const prose = made("# Pool\n\nIt is small.\n\nClients are released after use.\n\nIt ends.\n", {
    path: "README.md",
  });
  const span = chooseSpan(prose, "When are clients released?");
  expect(span.quote).toBe("Clients are released after use.");
  expect(prose.content.slice(span.startChar, span.endChar)).toBe(span.quote);
});

test("a plan searches, reads what was found, answers and keeps the answer, without a model", () => {
  const passages = [made("export function release() {}", { signals: signals(0.8, 1) })];
  const plan = proposePlan({ goal: "How is a client released?", passages });
  expect(plan.steps.map(({ kind }) => kind)).toEqual(["search", "read", "answer", "write_note"]);
  expect(plan.budget).toEqual({ requests: 0, cost: "0" });
  expect(proposePlan({ goal: "Anything", passages: [] }).steps.map(({ kind }) => kind)).not.toContain("read");
});
