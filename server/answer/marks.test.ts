import { expect, test } from "vitest";
import type { Passage } from "./answer";
import { keepBest } from "./keep-best";
import { marksOf } from "./marks";
import { viewsOf } from "./views-of";

const made = (symbol: string, scope: string | null, more: Partial<Passage> = {}): Passage => ({
  ...{ chunkId: `${scope}.${symbol}`, sourceTable: "file", sourceId: `${scope}`, repositoryId: "repository" },
  ...{ path: `src/${scope?.toLowerCase()}.js`, symbol, score: 0.5, contentHash: "hash" },
  ...{ startLine: 1, endLine: 3, startChar: 0, endChar: 40 },
  content: `${symbol}(options) {\n  return formatAs(this.values, options);\n}`,
  signals: {
    ...{ similarity: 0.5, signatureSimilarity: 0.5, nameSimilarity: 0.5, gistSimilarity: 0.5 },
    ...{ coverage: 0.5, signatureCoverage: 0.5, nameCoverage: 0.5 },
    ...{ kind: "method", isCode: true, scope },
  },
  ...more,
});

/** As a file that a person pinned: the search has measured nothing of it. */
function pinnedAs(chunkId: string): Passage {
  const { signals, ...rest } = made("pinned", "Pinned", { chunkId });
  return rest;
}

test("the part of a long function that does not declare it is marked", () => {
  const first = made("toISO", "Duration");
  const second = made("toISO", "Duration", { content: "  values.push(1);\n}" });
  expect(marksOf("How is it written?", [first, second]).map((one) => one.isContinued)).toEqual([0, 1]);
});

test("each mark is a finite number, whatever a passage lacks", () => {
  const bare = { ...pinnedAs("bare"), content: "", path: "a", score: 0, symbol: null };
  for (const marks of marksOf("", [bare, bare]))
    for (const [name, value] of Object.entries(marks)) expect(value, name).toSatisfy(Number.isFinite);
});

test("a passage is viewed by place and signature, by name, and by what it calls and returns", () => {
  expect(viewsOf(made("toISO", "DateTime", { path: "src/datetime/index.js" }))).toEqual({
    signature: "datetime date time: to iso(options)",
    name: "date time to iso",
    gist: "to iso. format as values options. format as",
  });
});

test("pinned passages go first, then the best, within the limits of a request", () => {
  const pinned = ["a", "b", "c"].map(pinnedAs);
  const found = Array.from({ length: 30 }, (_, index) =>
    made("toISO", "Duration", { chunkId: `${index}`, score: 0.9 - index / 100 }),
  );
  const kept = keepBest("Which ISO?", [...found, ...pinned]);
  expect(kept).toHaveLength(20);
  expect(kept.slice(0, 4).map(({ chunkId }) => chunkId)).toEqual(["a", "b", "c", "0"]);
  const long = made("toISO", "Duration", { chunkId: "long", content: "x".repeat(32_001) });
  expect(keepBest("Which ISO?", [long])).toEqual([]);
});
