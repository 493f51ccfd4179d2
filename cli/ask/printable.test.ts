import { expect, test } from "vitest";
import { printable } from "./printable";

test("what moves the cursor, sets the title or turns the writing around does not reach the terminal", () => {
  expect(printable("a\x1b[2Jb\x1b]0;title\x07c\rd\x9b31me\u202ef")).toBe("a[2Jb]0;titlecd31mef");
});

test("lines, tabs and other scripts stay", () => {
  expect(printable("\tif\nč 日本 🎉")).toBe("  if\nč 日本 🎉");
});
