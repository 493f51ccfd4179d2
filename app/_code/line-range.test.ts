import { expect, test } from "vitest";
import { isInRange, lineRangeHash, parseLineRange } from "./line-range";

test("every way of writing lines is understood", () => {
  for (const text of ["10-20", "L10-L20", "#L10-L20", "L20-L10", " 10–20 ", "10:20"]) {
    expect(parseLineRange(text), text).toEqual({ from: 10, to: 20 });
  }
  expect(parseLineRange("#L7")).toEqual({ from: 7, to: 7 });
});

test("what names no line is no range", () => {
  for (const text of ["", "0", "L", "ten", "1-", "-5", "#content", "1e3", "99999999", undefined, null]) {
    expect(parseLineRange(text), String(text)).toBeUndefined();
  }
});

test("a range written into an address is read back as it was", () => {
  for (const range of [
    { from: 3, to: 3 },
    { from: 1, to: 400 },
  ]) {
    expect(parseLineRange(lineRangeHash(range))).toEqual(range);
  }
});

test("both ends belong to a range", () => {
  const range = { from: 2, to: 4 };
  expect([1, 2, 4, 5].map((line) => isInRange(line, range))).toEqual([false, true, true, false]);
});
