import { expect, test } from "vitest";
import { parseQuery } from "@/server/search/parse-query";
import { findFilters } from "./find-filters";

const texts = [
  "how are retries delayed repo:payments-api lang:ts",
  'repo:"my repo" path:src/** x',
  "lang:",
  'path:"" x',
  "a repo:b repo:c d",
  "http://repo:1 xrepo:y",
  "LANG:TS",
  'sym:nextAttempt retry SYM:"operator ==" sym:',
  "\tpath:a\u00a0lang:b ",
  'in:Handbook how do in:"My notes/2026" we in: release',
  "",
];

test.each(texts)("what is coloured as a filter is what the server takes out of %j", (text) => {
  const filters = findFilters(text);
  let rest = text;
  for (const { start, end } of [...filters].reverse()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  const parsed = parseQuery(text);
  const plain = (value: string) => value.replace(/\s+/g, " ").trim();
  expect(plain(rest)).toBe(plain(parsed.text));
  const count = (key: string) => filters.filter((one) => one.key === key).length;
  expect([count("repo"), count("path"), count("lang"), count("sym"), count("in")]).toEqual([
    parsed.repositoryNames.length,
    parsed.paths.length,
    parsed.languages.length,
    parsed.symbols.length,
    parsed.folders.length,
  ]);
});
