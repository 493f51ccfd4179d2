import { expect, test } from "vitest";
import { linesOfPlaces } from "./lines-of-places";
import { readCsv } from "./read-csv";

test("cells hold separators, quotes and line breaks, and a formula stays the text it is", () => {
  expect(readCsv('a,"b, ""c""",d\r\n=1+1,"two\nlines",\n\n')).toEqual([
    ["a", 'b, "c"', "d"],
    ["=1+1", "two\nlines", ""],
  ]);
  expect(readCsv("a;b\n1,5;2")).toEqual([
    ["a", "b"],
    ["1,5", "2"],
  ]);
  expect(readCsv("")).toEqual([]);
});

test("a place begins on the line that its text stands on", () => {
  const places = [
    { label: "Page 1", start: 0 },
    { label: "Page 2", start: 5 },
    { label: "Page 3", start: 7 },
  ];
  expect(linesOfPlaces("a\nb\n\nc\nd", places).map(({ line }) => line)).toEqual([1, 4, 5]);
});
