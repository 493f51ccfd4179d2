import { expect, test } from "vitest";
import { weighKinds } from "./weigh-kinds";

const found = (ids: string[]) =>
  ids.map((id, index) => ({ id, fused: 1 - index / 10, vector: null, words: null }));
const kinds = (entries: Record<string, [string | null, string | null]>) =>
  new Map(Object.entries(entries).map(([id, [symbolKind, language]]) => [id, { symbolKind, language }]));

const order = (ids: string[], entries: Record<string, [string | null, string | null]>) =>
  weighKinds(found(ids), kinds(entries)).map((one) => one.id);

test("a function stands above a type that was found a little better", () => {
  expect(order(["type", "function"], { type: ["interface", "ts"], function: ["function", "ts"] })).toEqual([
    "function",
    "type",
  ]);
});

test("a type that was found much better stays above", () => {
  const ids = ["type", ...Array.from({ length: 4 }, (_, index) => `between${index}`), "function"];
  const result = order(ids, { type: ["type", "ts"], function: ["function", "ts"] });
  expect(result.indexOf("type")).toBeLessThan(result.indexOf("function"));
});

test("what stands between functions weighs less in a program, and the same as ever in prose and scripts", () => {
  expect(order(["rest", "function"], { rest: [null, "py"], function: ["function", "py"] })[0]).toBe(
    "function",
  );
  expect(order(["text", "function"], { text: [null, "md"], function: ["function", "py"] })[0]).toBe("text");
  expect(order(["lines", "function"], { lines: [null, "bash"], function: ["function", "py"] })[0]).toBe(
    "lines",
  );
});

test("equal scores are ordered by id, so that pages fit together", () => {
  const even = ["b", "a"].map((id) => ({ id, fused: 0.5, vector: null, words: null }));
  expect(weighKinds(even, new Map()).map((one) => one.id)).toEqual(["a", "b"]);
});
