import { expect, test } from "vitest";
import { fitVector, isMatryoshka } from "./fit-vector.ts";

test("a vector that fits comes back with length one and its own direction", () => {
  expect([...fitVector(Float32Array.of(3, 0, -4), "any-model")].map((x) => x.toFixed(3))).toEqual([
    "0.600",
    "0.000",
    "-0.800",
  ]);
});

test("a Matryoshka model's vector is cut to its first 1,536 dimensions and has length one again", () => {
  const long = Float32Array.from({ length: 3072 }, (_, i) => (i < 1536 ? 2 : 100));
  const fitted = fitVector(long, "openai/text-embedding-3-large");
  expect(fitted).toHaveLength(1536);
  expect(fitted.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
  expect(fitted[0]).toBeCloseTo(1 / Math.sqrt(1536), 6);
});

test("any other model's longer vector is refused, with the way out", () => {
  expect(() => fitVector(new Float32Array(1537).fill(1), "bge-huge")).toThrow(
    /bge-huge gives 1537 dimensions.*Set EMBEDDING_DIMENSIONS to 1536 or less.*EMBEDDING_MATRYOSHKA=true/,
  );
  expect(fitVector(new Float32Array(1537).fill(1), "bge-huge", true)).toHaveLength(1536);
  expect(fitVector(new Float32Array(1536).fill(1), "bge-huge")).toHaveLength(1536);
});

test("a vector of zeros, or with a number that is none, is refused", () => {
  for (const bad of [[0, 0], [1, Number.NaN], [Number.POSITIVE_INFINITY, 1], []]) {
    expect(() => fitVector(Float32Array.from(bad), "m")).toThrow(/zeros or of no numbers/);
  }
});

test("the vector given is left as it was", () => {
  const given = Float32Array.of(3, 4);
  fitVector(given, "m");
  expect([...given]).toEqual([3, 4]);
});

test("Matryoshka models are known whatever their provider calls them", () => {
  expect(isMatryoshka("Qwen/Qwen3-Embedding-8B")).toBe(true);
  expect(isMatryoshka("text-embedding-ada-002")).toBe(false);
});
