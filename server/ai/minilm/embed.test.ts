import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batchByLength, createMiniLmEmbedder, type MiniLmEmbedder } from "./embed.ts";
import { sampleFunctions } from "./sample-functions.ts";

// The first twelve of 384 numbers that another engine gives for the same weights: candle in WebAssembly, by
// @lat.md/embed 0.2.0. "hello world" agrees with sentence-transformers too.
const REFERENCE: [text: string, start: number[]][] = [
  [
    "hello world",
    [
      -0.034489, 0.03111, 0.006719, 0.026104, -0.039481, -0.160341, 0.066889, -0.006406, -0.047416, 0.014705,
      0.070887, 0.055465,
    ],
  ],
  [
    'read file. src/fs.ts. async function read file(path) { return await fs.read file(path, "utf8"); }',
    [
      -0.048243, 0.01337, -0.090057, 0.059843, 0.013487, 0.029031, -0.004828, 0.097479, 0.056623, 0.047836,
      -0.06377, 0.05601,
    ],
  ],
  [
    "Wie öffnet man eine Datei?",
    [
      -0.053145, 0.095899, 0.056002, -0.030458, -0.047338, 0.047954, 0.045653, 0.062044, -0.006292, -0.076478,
      0.022747, -0.003698,
    ],
  ],
];

const cacheDir = mkdtempSync(path.join(os.tmpdir(), "minilm-"));
let exact: MiniLmEmbedder;
let quick: MiniLmEmbedder;

beforeAll(async () => {
  exact = await createMiniLmEmbedder({ cacheDir, precision: "fp32" });
  quick = await createMiniLmEmbedder({ cacheDir, precision: "int8" });
}, 60_000);
afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));

test("the fp32 model gives what another engine gives for these weights", async () => {
  const vectors = await exact.embed(
    REFERENCE.map(([text]) => text),
    256,
  );
  REFERENCE.forEach(([, start], text) => {
    start.forEach((value, i) => {
      expect(Math.abs((vectors[text]?.[i] ?? 9) - value)).toBeLessThan(2e-5);
    });
  });
});

describe("on 80 real functions", () => {
  let inFp32: Float32Array[];
  let inInt8: Float32Array[];
  beforeAll(async () => {
    const texts = sampleFunctions(80);
    expect(texts).toHaveLength(80);
    inFp32 = await exact.embed(texts, 128);
    inInt8 = await quick.embed(texts, 128);
  }, 60_000);

  test("int8 points where fp32 points", () => {
    const cosines = inFp32.map((vector, i) => dot(vector, inInt8[i]));
    expect(cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length).toBeGreaterThan(0.99);
    expect(Math.min(...cosines)).toBeGreaterThan(0.975);
  });

  test("int8 finds nine of the ten neighbours that fp32 finds", () => {
    const shared = inFp32.map((_, i) => {
      const wanted = nearest(inFp32, i);
      return nearest(inInt8, i).filter((neighbour) => wanted.includes(neighbour)).length / 10;
    });
    expect(shared.reduce((sum, share) => sum + share, 0) / shared.length).toBeGreaterThan(0.87);
  });

  test("every vector has length one and 384 dimensions", () => {
    for (const vector of [...inFp32, ...inInt8]) {
      expect(vector).toHaveLength(384);
      expect(dot(vector, vector)).toBeCloseTo(1, 4);
    }
  });
});

test("a text has the same vector alone and padded beside a longer one, in the order asked", async () => {
  const [short, long] = ["open a file", sampleFunctions(1)[0] ?? ""];
  const [alone] = await exact.embed([short], 128);
  const together = await exact.embed([long, short], 128);
  expect(dot(alone, together[1])).toBeGreaterThan(0.99999);
});

test("an empty text has a vector, no texts have none, and a text beyond the model's positions is cut", async () => {
  const [empty, endless] = await quick.embed(["", "word ".repeat(5_000)], 100_000);
  expect(dot(empty, empty)).toBeCloseTo(1, 4);
  expect(dot(endless, endless)).toBeCloseTo(1, 4);
  expect(await quick.embed([], 128)).toEqual([]);
});

test("batches hold every text once, like lengths together, and at most 512 tokens with their padding", () => {
  const lengths = [128, 3, 128, 500, 7, 128, 128, 3, 600, 128];
  const batches = batchByLength(lengths.map((length) => new Array<number>(length).fill(0)));
  expect(batches.flat().toSorted((a, b) => a - b)).toEqual(lengths.map((_, i) => i));
  expect(batches.flat().map((i) => lengths[i])).toEqual(lengths.toSorted((a, b) => a - b));
  for (const batch of batches) {
    const padded = batch.length * Math.max(...batch.map((i) => lengths[i] ?? 0));
    expect(batch.length === 1 || padded <= 512).toBe(true);
  }
});

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return (a ?? new Float32Array()).reduce((sum, value, i) => sum + value * (b?.[i] ?? 0), 0);
}

function nearest(vectors: Float32Array[], from: number): number[] {
  return vectors
    .map((vector, index) => ({ index, score: index === from ? -1 : dot(vectors[from], vector) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 10)
    .map(({ index }) => index);
}
