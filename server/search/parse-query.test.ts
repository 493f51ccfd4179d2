import { expect, test } from "vitest";
import { parseQuery } from "./parse-query";

test("filters are taken out of the text wherever they stand", () => {
  expect(
    parseQuery('how are repo:payments-api retries delayed lang:typescript path:"src/my files/**"'),
  ).toEqual({
    text: "how are  retries delayed",
    repositoryNames: ["payments-api"],
    paths: ["src/my files/**"],
    languages: ["ts"],
  });
});

test("what only looks like a filter stays text", () => {
  expect(parseQuery("std::path::Path monorepo:x lang:").text).toBe("std::path::Path monorepo:x lang:");
});

test("an unknown language is kept, so that it finds nothing rather than everything", () => {
  expect(parseQuery("x lang:klingon").languages).toEqual(["klingon"]);
});
