import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readArguments } from "./read-arguments";

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-arguments-"));
writeFileSync(path.join(folder, "file.txt"), "text");
afterAll(() => rmSync(folder, { recursive: true }));

test("a path is one of the folder the person stands in", () => {
  const asked = readArguments([path.basename(folder), " why? ", "--limit", "3", "--json"], os.tmpdir());
  expect(asked).toEqual({
    root: path.join(os.tmpdir(), path.basename(folder)),
    workingFolder: os.tmpdir(),
    questions: ["why?"],
    limit: 3,
    asJson: true,
  });
});

test.each([
  ["nothing at all", [], "Say which folder"],
  ["no question", ["."], "Ask something about ."],
  ["an empty question", [".", "  "], "Ask something about ."],
  ["a limit that is no number", [".", "why?", "--limit", "many"], "--limit many is not a whole number"],
  ["a limit of none", [".", "why?", "--limit", "0"], "from 1 to 50"],
  ["an unknown option", [".", "why?", "--fast"], "--fast"],
  ["a question too long", [".", "why ".repeat(300)], "at most 1,000 characters"],
])("%s is a wrong use, shown with the right one", (_, args, reason) => {
  const refused = readArguments(args, folder);
  expect(refused).toMatchObject({ status: 2, refusal: expect.stringContaining(reason) });
  expect(refused).toMatchObject({ refusal: expect.stringContaining("Usage: npm run ask") });
});

test.each([
  ["a folder that is not there", "missing", /^There is no folder \/.*missing\. Check the path\.$/],
  ["a file", "file.txt", /file\.txt is a file\. Give the folder that holds it\.$/],
])("%s is refused in one line", (_, name, sentence) => {
  expect(readArguments([name, "why?"], folder)).toEqual({
    status: 1,
    refusal: expect.stringMatching(sentence),
  });
});

test("help is no error", () => {
  expect(readArguments(["--help"], folder)).toEqual({ help: expect.stringContaining("--limit NUMBER") });
});
