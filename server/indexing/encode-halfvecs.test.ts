import { expect, test } from "vitest";
import { encodeHalfvecs } from "./encode-halfvecs";

test("an array of vectors is what Postgres sends for one, with NULL where there is none", () => {
  const bytes = encodeHalfvecs([Float32Array.from([1, -0.5]), undefined]).toString("hex");
  const header = "00000001" + "00000001" + "00000000" + "00000002" + "00000001";
  expect(bytes).toBe(`${header}${"00000008" + "0002" + "0000" + "3c00" + "b800"}ffffffff`);
});

test("vectors of different lengths are refused", () => {
  expect(() => encodeHalfvecs([new Float32Array(2), new Float32Array(3)])).toThrow("of one length");
});
