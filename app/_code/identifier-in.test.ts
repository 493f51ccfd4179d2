import { expect, test } from "vitest";
import { identifierIn, identifierOf } from "./identifier-in";

const line = "  return $store.größe(retry_after, 0x1f);";

test.each([
  ["return", "return"],
  ["$store", "$store"],
  ["größe", "größe"],
  ["retry_after", "retry_after"],
])("every place in %s is that identifier", (word, expected) => {
  const start = line.indexOf(word);
  for (let at = start; at <= start + word.length; at++) expect(identifierIn(line, at)).toBe(expected);
});

test("between words, in numbers and outside there is none", () => {
  expect(identifierIn(line, 0)).toBeUndefined();
  expect(identifierIn(line, line.indexOf("0x1f") + 1)).toBeUndefined();
  expect(identifierIn(line, line.length)).toBeUndefined();
  expect(identifierIn("", 0)).toBeUndefined();
});

test("in a very long line only the neighbourhood is read", () => {
  const long = `${"x ".repeat(500_000)}here${" y".repeat(500_000)}`;
  expect(identifierIn(long, 1_000_001)).toBe("here");
});

test("a selection counts if it is one identifier", () => {
  expect(identifierOf(" backoff ")).toBe("backoff");
  for (const text of ["", "a b", "a.b", "3", "x".repeat(200)]) expect(identifierOf(text)).toBeUndefined();
});
