import { expect, test } from "vitest";
import { whyMisworded } from "./check-wording";

const entry = {
  title: "Test frameworks, and what runs them",
  content: "- `vitest` in 214 files\n- `jest` in 3 files\n- run by `npm test`",
  examples: [
    { key: "vitest", count: 214, files: 214 },
    { key: "jest", count: 3, files: 3 },
    { key: "run: npm test", count: 1, files: 1 },
  ],
  sourceFiles: [
    { path: "src/cart.test.ts", startLine: 1, endLine: 1, startChar: 0, endChar: 9, hash: "0".repeat(64) },
  ],
};
const why = (wording: string) => whyMisworded(wording, entry);

test.each([
  "Tests are written with `vitest`, in 214 files; 3 still use `jest`.",
  "In 214 files, vitest runs the tests. `src/cart.test.ts` is one of them, and `npm test` runs them all.",
  "Most tests use Vitest (214 files) while jest is left in three files.",
  "Two frameworks? No: 3 ways are met, and vitest leads.".replace("Two frameworks? No: ", ""),
])("words that agree with what was mined are kept: %s", (wording) => {
  expect(why(wording)).toBeUndefined();
});

test.each([
  ["Tests use vitest in 3 files and jest in 214.", "says 3"],
  ["vitest is used in 215 files.", "says 215"],
  ["About 98 % of them use vitest.", "says 98"],
  ["vitest is used in five files.", "says 5"],
  ["The tests use Mocha.", "names mocha"],
  ["The tests use `renderHook`.", "names renderhook"],
  ["`vitest` is set up by setupServer().", "names setupserver"],
  ["Read [more](https://evil.example).", "not plain sentences"],
  ["# Frameworks", "not plain sentences"],
  ["<img src=x>", "not plain sentences"],
  ["", "empty"],
  ["vitest ".repeat(300), "too long"],
])("words that do not are refused: %s", (wording, reason) => {
  expect(why(wording)).toBe(reason);
});
