import { expect, test } from "vitest";
import { parseQuery, placeInInput } from "./parse-query";

test("filters are taken out of the text wherever they stand", () => {
  expect(
    parseQuery('how are repo:payments-api retries delayed lang:typescript path:"src/my files/**"'),
  ).toEqual({
    text: "how are retries delayed",
    repositoryNames: ["payments-api"],
    paths: ["src/my files/**"],
    languages: ["typescript"],
    symbols: [],
    folders: [],
  });
});

test("what only looks like a filter stays text", () => {
  expect(parseQuery("std::path::Path monorepo:x lang:").text).toBe("std::path::Path monorepo:x lang:");
});

test("a literal stays as it was written around the filters, quotes and all", () => {
  expect(parseQuery('lang:ts import  "x" path:src from').text).toBe('import  "x" from');
  expect(parseQuery("repo:a path:b lang:c").text).toBe("");
});

test("names of declarations are filters like the others", () => {
  expect(parseQuery('sym:nextAttempt SYM:"operator ==" retry')).toMatchObject({
    text: "retry",
    symbols: ["nextAttempt", "operator =="],
  });
});

test.each([
  "a(b",
  " a(b lang:ts",
  "repo:x  a(b",
  'a repo:"x y" (b c',
  "lang:ts",
  "sym: a",
])("every place of the text without its filters is found in %j", (input) => {
  const { text } = parseQuery(input);
  for (const [at, character] of [...text].entries())
    expect(input.charAt(placeInInput(input, at))).toBe(character);
});
