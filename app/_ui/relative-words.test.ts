import { expect, test } from "vitest";
import { exactWords, relativeWords } from "./relative-words";

const now = Date.parse("2026-06-15T12:00:00Z");
const before = (ms: number) => relativeWords(new Date(now - ms), now);

test("a time is told in the largest unit that fits, never rounded up", () => {
  expect(before(20_000)).toBe("just now");
  expect(before(60_000)).toBe("1 minute ago");
  expect(before(6.9 * 60_000)).toBe("6 minutes ago");
  expect(before(3_599_000)).toBe("59 minutes ago");
  expect(before(5 * 3_600_000)).toBe("5 hours ago");
  expect(before(29 * 86_400_000)).toBe("29 days ago");
});

test("a time to come is told as such", () => {
  expect(before(-2 * 3_600_000)).toBe("in 2 hours");
});

test("from thirty days on the date itself is shown", () => {
  expect(before(30 * 86_400_000)).toBe("16 May 2026");
});

test("dates are written as the person's region writes them, in their time zone", () => {
  const at = new Date("2026-01-31T23:30:00Z");
  const formats = { locale: "de", timeZone: "Asia/Tokyo" };
  expect(relativeWords(at, now, formats)).toBe("1. Feb. 2026");
  expect(exactWords(at, formats)).toMatch(/1\. Feb\. 2026, 08:30:00/);
});
