import { expect, test } from "vitest";
import { bm25, inverseDocumentFrequency } from "./bm25";
import { fuse } from "./fuse";

test("what both legs find beats what one finds, and each keeps its own score", () => {
  const fused = fuse(
    [
      { id: "a", score: 0.9 },
      { id: "b", score: 0.8 },
      { id: "c", score: 0.1 },
    ],
    [
      { id: "b", score: 12 },
      { id: "d", score: 2 },
    ],
  );
  expect(fused.map((one) => one.id)).toEqual(["b", "a", "c", "d"]);
  expect(fused[0]).toMatchObject({ vector: 0.875, words: 1 });
  expect(fused[1]).toMatchObject({ vector: 1, words: null });
});

test("one leg alone keeps its full scale, and nothing gives nothing", () => {
  expect(fuse([], [{ id: "a", score: 3 }])).toEqual([{ id: "a", fused: 1, vector: null, words: 1 }]);
  expect(fuse([], [])).toEqual([]);
});

test("on the scale of another search a score outside of its range counts as its end", () => {
  const like = {
    vector: [
      { id: "x", score: 0.8 },
      { id: "y", score: 0.4 },
    ],
    words: [{ id: "x", score: 10 }],
  };
  const near = [
    { id: "a", score: 0.9 },
    { id: "b", score: 0.6 },
    { id: "c", score: 0.1 },
  ];
  const fused = fuse(
    near,
    [
      { id: "b", score: 12 },
      { id: "c", score: 3 },
    ],
    like,
  );
  expect(new Map(fused.map((one) => [one.id, one.fused]))).toEqual(
    new Map([
      ["b", 0.75],
      ["a", 0.5],
      ["c", 0],
    ]),
  );
});

test("a rare term counts more than a common one, and a long text less than a short one", () => {
  const idf = [inverseDocumentFrequency(2, 1000), inverseDocumentFrequency(800, 1000)];
  const terms = { idf, averageLength: 50 };
  const rare = bm25({ frequencies: [1, 0], length: 50 }, terms);
  expect(rare).toBeGreaterThan(bm25({ frequencies: [0, 5], length: 50 }, terms));
  expect(rare).toBeGreaterThan(bm25({ frequencies: [1, 0], length: 500 }, terms));
  expect(inverseDocumentFrequency(1000, 1000)).toBeGreaterThan(0);
});
