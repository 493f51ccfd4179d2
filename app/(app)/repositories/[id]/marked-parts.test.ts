import { expect, test } from "vitest";
import { markedParts } from "./marked-parts";

const shown = (path: string, positions: number[]) =>
  markedParts(path, positions).map(({ text, isMarked }) => (isMarked ? `[${text}]` : text));

test("a path is cut at its marks and before its name, and nothing is lost", () => {
  expect(shown("src/cat.ts", [4, 5, 6])).toEqual(["src/", "[cat]", ".ts"]);
  expect(shown("src/cat.ts", [0, 4])).toEqual(["[s]", "rc/", "[c]", "at.ts"]);
  expect(shown("a/b", [0, 1, 2])).toEqual(["[a/]", "[b]"]);
  expect(shown("cat", [])).toEqual(["cat"]);
});

test("a character of two code units is never cut", () => {
  expect(shown("x/🐈.ts", [2])).toEqual(["x/", "[🐈]", ".ts"]);
  expect(shown("x/🐈.ts", [4])).toEqual(["x/", "🐈", "[.]", "ts"]);
});
