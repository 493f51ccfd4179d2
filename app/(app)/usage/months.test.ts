import { expect, test } from "vitest";
import { daysOf, dayWords, monthOf, monthWords, shiftMonth } from "./months";

test("months follow each other over the turn of the year", () => {
  expect(shiftMonth("2026-12", 1)).toBe("2027-01");
  expect(shiftMonth("2026-01", -1)).toBe("2025-12");
  expect(monthOf(new Date("2026-03-31T23:59:59Z"))).toBe("2026-03");
});

test("a leap February has 29 days", () => {
  expect(daysOf("2028-02")).toHaveLength(29);
  expect(daysOf("2026-02").at(-1)).toBe("2026-02-28");
});

test("months and days read as words", () => {
  expect([monthWords("2026-11"), dayWords("2026-12-01")]).toEqual(["November 2026", "1 December 2026"]);
});
