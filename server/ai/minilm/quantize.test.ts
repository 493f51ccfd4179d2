import { expect, test } from "vitest";
import { besides, quantizeColumns, transpose } from "./quantize.ts";

const matrix = { rows: 2, columns: 3, data: Float32Array.of(1, -2, 0, 4, 8, 0) };

test("transposing turns rows into columns", () => {
  expect(transpose(matrix)).toEqual({ rows: 3, columns: 2, data: Float32Array.of(1, 4, -2, 8, 0, 0) });
});

test("matrices stand side by side in the order given", () => {
  const narrow = { rows: 2, columns: 1, data: Float32Array.of(7, 9) };
  const wide = { rows: 2, columns: 4, data: Float32Array.of(1, -2, 0, 7, 4, 8, 0, 9) };
  expect(besides([matrix, narrow])).toEqual(wide);
});

test("each column is scaled by its own largest weight, and a column of zeros stays zero", () => {
  const { values, scales } = quantizeColumns(matrix);
  expect([...values]).toEqual([16, -16, 0, 63, 63, 0]);
  expect(scales[0]).toBeCloseTo(4 / 63);
  expect(scales[1]).toBeCloseTo(8 / 63);
});

test("two products never exceed 16 bits, which processors without VNNI add them in", () => {
  const { values } = quantizeColumns({ rows: 2, columns: 1, data: Float32Array.of(-1e30, 1e-30) });
  expect(255 * 2 * Math.max(...values.map(Math.abs))).toBeLessThan(2 ** 15);
});
