import { expect, test } from "vitest";
import { parseQuery } from "./parse-query";

test("filters are taken out of the text wherever they stand", () => {
  expect(
    parseQuery('how are repo:payments-api retries delayed lang:typescript path:"src/my files/**"'),
  ).toEqual({
    text: "how are retries delayed",
    repositoryNames: ["payments-api"],
    paths: ["src/my files/**"],
    languages: ["typescript"],
  });
});

test("what only looks like a filter stays text", () => {
  expect(parseQuery("std::path::Path monorepo:x lang:").text).toBe("std::path::Path monorepo:x lang:");
});

test("a literal stays as it was written around the filters, quotes and all", () => {
  expect(parseQuery('lang:ts import  "x" path:src from').text).toBe('import  "x" from');
  expect(parseQuery("repo:a path:b lang:c").text).toBe("");
});
