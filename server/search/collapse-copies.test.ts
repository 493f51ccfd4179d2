import { expect, test } from "vitest";
import { collapseCopies } from "./collapse-copies";

const body =
  "async acquire(pool) { const client = await pool.connect(); client.lastUsed = clock.now(); return client; }";
const cases = (entries: [path: string, symbol: string | null, content: string][]) => {
  const ranked = entries.map((_, index) => ({ id: String(index), fused: 1, vector: null, words: null }));
  const texts = new Map(
    entries.map(([path, symbol, content], index) => [String(index), { path, symbol, content }]),
  );
  return collapseCopies(ranked, texts).map(({ id, copies }) => [Number(id), copies]);
};

test("texts equal to the letter appear once, whatever they are called", () => {
  expect(
    cases([
      ["a.md", null, "same"],
      ["b.md", null, "same"],
      ["c.md", "same", "same"],
    ]),
  ).toEqual([[0, 2]]);
});

test("two builds of one file appear once, the better one", () => {
  const other = body.replace("clock.now()", "clock_js_1.clock.now()");
  expect(
    cases([
      ["dist/esm/pool.mjs", "acquire", body],
      ["dist/cjs/pool.js", "acquire", other],
    ]),
  ).toEqual([[0, 1]]);
});

test("functions of one name in files of other names both appear", () => {
  const other = body.replace("clock.now()", "clock.next()");
  expect(
    cases([
      ["mysql/mysql-pool.js", "acquire", body],
      ["pg/pg-pool.js", "acquire", other],
    ]),
  ).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

test("an implementation and its declaration both appear", () => {
  const declaration = "acquire(pool: Pool): Promise<PoolClient>;";
  expect(
    cases([
      ["pool.js", "acquire", body],
      ["pool.d.ts", "acquire", declaration],
    ]),
  ).toHaveLength(2);
});
