import { expect, test } from "vitest";
import { hasOutgrownStatistics } from "./refresh-statistics";

test("statistics are outgrown at 250 chunks and at every fourfold of it, once each", () => {
  const passed: number[] = [];
  for (let chunks = 0; chunks < 20_000; chunks += 10) {
    if (hasOutgrownStatistics(chunks, chunks + 10)) passed.push(chunks + 10);
  }
  expect(passed).toEqual([250, 1_000, 4_000, 16_000]);
  expect(hasOutgrownStatistics(0, 30_000)).toBe(true);
  expect(hasOutgrownStatistics(250, 250)).toBe(false);
});
