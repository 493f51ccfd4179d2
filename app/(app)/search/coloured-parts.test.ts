import { expect, test } from "vitest";
import { colouredParts } from "./coloured-parts";
import { findFilters } from "./find-filters";

const partsOf = (text: string, wrongAt?: number) =>
  colouredParts(text, { filters: findFilters(text), wrongAt }).map(
    ({ kind, text: part }) => `${kind}:${part}`,
  );

test("filters and the wrong character stand out, and nothing is lost", () => {
  expect(partsOf("a(b lang:ts", 1)).toEqual(["plain:a", "wrong:(", "plain:b ", "filter:lang:ts"]);
  expect(partsOf("lang:ts")).toEqual(["filter:lang:ts"]);
  expect(partsOf("plain")).toEqual(["plain:plain"]);
  expect(partsOf("")).toEqual([]);
});

test("a whole character is marked, and none behind the end or in a filter", () => {
  expect(partsOf("x🐈", 1)).toEqual(["plain:x", "wrong:🐈"]);
  expect(partsOf("ab", 7)).toEqual(["plain:ab"]);
  expect(partsOf("lang:ts", 2)).toEqual(["filter:lang:ts"]);
});
