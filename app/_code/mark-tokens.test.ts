import { expect, test } from "vitest";
import type { TokenLine } from "./highlight";
import { markTokens } from "./mark-tokens";
import { spansByLine, splitLines } from "./split-lines";

const marked = (tokens: TokenLine, spans: { start: number; end: number }[]) =>
  markTokens(tokens, spans).map(({ text, isMarked }) => (isMarked ? `[${text}]` : text));

const line: TokenLine = [
  { text: "const", kind: "keyword" },
  { text: " retries = ", kind: undefined },
  { text: "3", kind: "constant" },
];

test("a mark cuts the tokens it crosses and leaves the text whole", () => {
  const pieces = marked(line, [{ start: 3, end: 8 }]);
  expect(pieces).toEqual(["con", "[st]", "[ re]", "tries = ", "3"]);
  expect(pieces.join("").replaceAll(/[[\]]/g, "")).toBe("const retries = 3");
});

test("several marks in one token, and one that reaches past the line, all show", () => {
  expect(
    marked(line, [
      { start: 6, end: 8 },
      { start: 10, end: 12 },
      { start: 16, end: 99 },
    ]),
  ).toEqual(["const", " ", "[re]", "tr", "[ie]", "s = ", "[3]"]);
});

test("marks are given to the lines they lie on, also over a line's end and in either order", () => {
  const text = "one two\nthree\r\n\nfour";
  const spans = spansByLine(text, [
    { start: 16, end: 20 },
    { start: 4, end: 11 },
    { start: 9, end: 13 },
  ]);
  expect([...spans]).toEqual([
    [0, [{ start: 4, end: 7 }]],
    [1, [{ start: 0, end: 5 }]],
    [3, [{ start: 0, end: 4 }]],
  ]);
});

test("lines are counted as the index counts them, and a last line end opens none", () => {
  expect(splitLines("a\r\nb\n\nc\n")).toEqual(["a", "b", "", "c"]);
  expect(splitLines("")).toEqual([""]);
  expect(splitLines("a")).toEqual(["a"]);
});
