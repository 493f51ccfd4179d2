import { expect, test } from "vitest";
import { shownKeys } from "./kbd-words";

test("keys are written as the reader's machine writes them", () => {
  expect(shownKeys("mod+k", true)).toBe("⌘K");
  expect(shownKeys("mod+k", false)).toBe("Ctrl K");
  expect(shownKeys("g r", false)).toBe("G R");
  expect(shownKeys("escape", true)).toBe("esc");
});
