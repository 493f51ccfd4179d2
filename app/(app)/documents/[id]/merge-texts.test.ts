import { expect, test } from "vitest";
import { compareTexts } from "./compare-texts";
import { hasMarks, mergeTexts } from "./merge-texts";

const lines = (text: string) => text.split(" ").join("\n");

test("changes of different lines are both in the merged text", () => {
  const merged = mergeTexts(lines("a b c d e"), { mine: lines("a B c d e"), theirs: lines("a b c d E f") });
  expect(merged).toEqual({ text: lines("a B c d E f"), conflicts: 0 });
});

test("what both have changed alike is no conflict, and a deletion counts as a change", () => {
  expect(mergeTexts(lines("a b c"), { mine: lines("a X c"), theirs: lines("a X c") }).conflicts).toBe(0);
  expect(mergeTexts(lines("a b c d"), { mine: lines("a c d"), theirs: lines("a b c D") })).toEqual({
    text: lines("a c D"),
    conflicts: 0,
  });
});

test("what both have changed differently stands between marks, and nothing is lost", () => {
  const { text, conflicts } = mergeTexts(lines("a b c"), { mine: lines("a M c"), theirs: lines("a T c") });
  expect(conflicts).toBe(1);
  expect(text.split("\n")).toEqual(["a", "<<<<<<< mine", "M", "=======", "T", ">>>>>>> theirs", "c"]);
  expect(hasMarks(text)).toBe(true);
  expect(hasMarks("a\n=======\nb")).toBe(false);
});

test("without the text both began with, everything that differs is a conflict", () => {
  const { text, conflicts } = mergeTexts(null, { mine: lines("a M c"), theirs: lines("a T c") });
  expect(conflicts).toBe(1);
  expect(text).toContain("M");
  expect(text).toContain("T");
});

test("a comparison gives back both texts, whatever they are", () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const some = () =>
    Array.from({ length: Math.floor(random() * 12) }, () => "abc"[Math.floor(random() * 3)]).join("\n");
  for (let round = 0; round < 300; round++) {
    const [before, after] = [some(), some()];
    const parts = compareTexts(before, after);
    const without = (kind: string) =>
      parts.flatMap((part) => (part.kind === kind ? [] : part.lines)).join("\n");
    expect([without("added"), without("removed")]).toEqual([before, after]);
    expect(mergeTexts(before, { mine: after, theirs: before })).toEqual({ text: after, conflicts: 0 });
    expect(mergeTexts(before, { mine: before, theirs: after })).toEqual({ text: after, conflicts: 0 });
  }
});
