import { expect, test } from "vitest";
import { citedNumbers, keepCitations } from "./keep-citations";

test("only numbers of given passages stay cited", () => {
  expect(keepCitations("One [1]. Two [2][9]. None [0] [3].", 2)).toBe("One [1]. Two [2]. None.");
  expect(keepCitations("Both [1, 2,3].", 2)).toBe("Both [1, 2].");
});

test("brackets in code and behind a word are no citations", () => {
  const answer = "Take list[9] or `a [9]`:\n```js\nb [9] = [8];\n```\nIt grows [1].";
  expect(keepCitations(answer, 1)).toBe(answer);
  expect(citedNumbers(answer)).toEqual([1]);
});

test("an unfinished block of code is code to its end", () => {
  expect(keepCitations("So:\n```\nx = [9]", 1)).toBe("So:\n```\nx = [9]");
});

test("cited numbers come once each and in order", () => {
  expect(citedNumbers("b [2] a [1, 2] c [10]")).toEqual([1, 2, 10]);
});
