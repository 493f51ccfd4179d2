import { expect, test } from "vitest";
import { detectLanguage, isProse, matchLanguage } from "./language.ts";
import { languageRows } from "./language-table.ts";

test.each([
  ["src/index.ts", "ts"],
  ["app/page.TSX", "tsx"],
  ["a/b.mjs", "js"],
  ["lib\\windows\\path.py", "py"],
  ["include/x.h", "c"],
  ["x.c++", "cpp"],
  ["deploy/Dockerfile", "dockerfile"],
  ["Dockerfile.dev", "dockerfile"],
  ["makefile", "makefile"],
  ["CMakeLists.txt", "cmake"],
  [".env.production", "env"],
  ["Gemfile", "ruby"],
  ["README", "text"],
  ["docs/guide.md", "markdown"],
  ["a.unheard-of", null],
  ["noextension", null],
  ["constructor", null],
  ["x.constructor", null],
  ["", null],
])("the path %s tells the language %s", (path, language) => {
  expect(detectLanguage(path)).toBe(language);
});

test.each([
  ["#!/bin/sh", "bash"],
  ["#!/usr/bin/env python3.12", "py"],
  ["#!/usr/bin/env -S NODE_ENV=test node --no-warnings", "js"],
  ["#! /usr/bin/perl -w", "perl"],
  ["#!/usr/bin/env deno", "ts"],
  ["#!/usr/bin/env constructor", null],
  ["<?php", "php"],
  ["\uFEFF<?xml version='1.0'?>", "xml"],
  ["hello", null],
])("the first line %s of a file without extension tells %s", (firstLine, language) => {
  expect(detectLanguage("bin/run", firstLine)).toBe(language);
});

test("an extension is believed before a shebang", () => {
  expect(detectLanguage("tool.ts", "#!/usr/bin/env node")).toBe("ts");
});

test.each([
  ["TypeScript", "ts"],
  [" python ", "py"],
  ["c#", "csharp"],
  ["C++", "cpp"],
  ["golang", "go"],
  [".rs", "rust"],
  ["*.kt", "kotlin"],
  ["jsx", "js"],
  ["sass", "sass"],
  ["md", "markdown"],
  ["klingon", undefined],
  ["", undefined],
])("somebody who types %s means %s", (typed, language) => {
  expect(matchLanguage(typed)).toBe(language);
});

test("every id is found by its own name, and no extension belongs to two languages", () => {
  for (const { id } of languageRows) expect(matchLanguage(id)).toBe(id);
  const extensions = languageRows.flatMap((row) => row.extensions?.split(" ") ?? []);
  expect(extensions.filter((it, index) => extensions.indexOf(it) !== index)).toEqual([]);
});

test("prose is markdown and its kin, not code and not an unknown file", () => {
  expect(["markdown", "rst", "text"].map(isProse)).toEqual([true, true, true]);
  expect(["ts", "json", null].map(isProse)).toEqual([false, false, false]);
});
