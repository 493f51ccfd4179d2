import { expect, test } from "vitest";
import { excerptOf } from "./excerpt";

const marked = ({ content, hits }: ReturnType<typeof excerptOf>) =>
  hits.map(({ start, end }) => content.slice(start, end));
const hitsOf = (content: string, word: string) =>
  [...content.matchAll(new RegExp(word, "g"))].map(({ index }) => ({
    start: index,
    end: index + word.length,
  }));

test("a short passage is shown whole, without the line end after it", () => {
  const content = "one\ntwo hit\nthree\n";
  const excerpt = excerptOf({ content, startLine: 7 }, hitsOf(content, "hit"));
  expect(excerpt).toMatchObject({ content: "one\ntwo hit\nthree", startLine: 7, endLine: 9 });
  expect(marked(excerpt)).toEqual(["hit"]);
});

test("of a long passage the forty lines with the most hits are shown", () => {
  const content = Array.from({ length: 200 }, (_, n) =>
    n === 3 || n === 120 || n === 130 ? "hit" : `line ${n}`,
  ).join("\n");
  const excerpt = excerptOf({ content, startLine: 1 }, hitsOf(content, "hit"));
  expect(marked(excerpt)).toEqual(["hit", "hit"]);
  expect(excerpt.endLine - excerpt.startLine).toBe(39);
  expect(excerpt.content.split("\n")).toHaveLength(40);
  expect(excerpt.content.split("\n")[121 - excerpt.startLine]).toBe("hit");
});

test("a hit far along one endless line is shown, with the number of its line", () => {
  const content = `first\n${"\u{1F600}".repeat(5_000)}hity${"\u{1F600}".repeat(5_000)}`;
  const excerpt = excerptOf({ content, startLine: 5 }, hitsOf(content, "hit"));
  expect(marked(excerpt)).toEqual(["hit"]);
  expect(excerpt).toMatchObject({ startLine: 6, endLine: 6 });
  expect(excerpt.content.length).toBeLessThanOrEqual(4_000);
  expect(excerpt.content.isWellFormed()).toBe(true);
});
