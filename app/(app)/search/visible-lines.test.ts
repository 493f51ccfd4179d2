import { expect, test } from "vitest";
import { visibleLines } from "./visible-lines";

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");

function shown(content: string, word?: string) {
  const start = word === undefined ? -1 : content.indexOf(word);
  const hits = word === undefined ? [] : [{ start, end: start + word.length }];
  const passage = visibleLines({ content, startLine: 101, hits });
  return {
    ...passage,
    marked: passage.hits.map(({ start, end }) => passage.content.slice(start, end)),
  };
}

test("a short passage is shown whole", () => {
  expect(shown(lines(8))).toMatchObject({ content: lines(8), startLine: 101, hiddenLines: 0 });
});

test("a long one begins at its beginning, and says how much is hidden", () => {
  expect(shown(lines(20), "line 8")).toMatchObject({
    content: lines(8),
    startLine: 101,
    hiddenLines: 12,
    marked: ["line 8"],
  });
});

test("when the only hit lies further down, it is what is shown, and its mark stays on it", () => {
  const passage = shown(lines(30), "line 15");
  expect(passage.content.split("\n")).toHaveLength(8);
  expect(passage.content.startsWith("line 13\n")).toBe(true);
  expect(passage).toMatchObject({ startLine: 113, marked: ["line 15"] });
  expect(shown(lines(30), "line 30")).toMatchObject({ startLine: 123, marked: ["line 30"] });
});
