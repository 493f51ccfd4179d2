import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-delay";

test("a mail is tried again soon at first, then hourly, and given up after a day", () => {
  expect([1, 2, 3, 4, 5, 20].map((attempts) => retryDelayMs(attempts, 0))).toEqual([
    30_000, 120_000, 600_000, 3_600_000, 3_600_000, 3_600_000,
  ]);
  expect(retryDelayMs(5, 24 * 3_600_000 - 1)).toBe(3_600_000);
  expect(retryDelayMs(5, 24 * 3_600_000)).toBeUndefined();
});
