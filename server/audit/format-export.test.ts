import { expect, test } from "vitest";
import { csvLine, formatHead, formatRows } from "./format-export";

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "  =1",
  "＝1",
  '=HYPERLINK("https://stranger.example","x")',
  "-2+3+cmd|' /C calc'!A0",
])("the cell %j is text to a spreadsheet, never a formula", (text) => {
  const line = csvLine([text]);
  expect(line.startsWith("\"'")).toBe(true);
  expect(line.endsWith('"\r\n')).toBe(true);
  expect(line.slice(2, -3).replaceAll('""', '"')).toBe(text);
});

test("quotes, commas and lines of a text stay inside its cell", () => {
  expect(csvLine(['a "b"', "c,d", "e\nf", "g", null, 5, -5, true])).toBe(
    '"a ""b""","c,d","e\nf",g,,5,-5,true\r\n',
  );
});

test("times are ISO 8601, objects JSON, and columns are named once", () => {
  const row = { at: new Date(0), data: { a: "b" } };
  expect(formatHead(["at", "data"], "csv") + formatRows([row, row], "csv")).toBe(
    'at,data\r\n1970-01-01T00:00:00.000Z,"{""a"":""b""}"\r\n1970-01-01T00:00:00.000Z,"{""a"":""b""}"\r\n',
  );
});

test("JSON Lines have one object a line, whatever it says", () => {
  const text = formatRows([{ text: 'a\n"b"' }, { text: "=1" }], "jsonl");
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([{ text: 'a\n"b"' }, { text: "=1" }]);
});
