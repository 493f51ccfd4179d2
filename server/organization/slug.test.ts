import { expect, test } from "vitest";
import { slugOf } from "./slug";

test("a slug keeps letters and digits, folds accents and has no stray hyphens", () => {
  expect(slugOf("  Café Zürich & Söhne!  ")).toBe("cafe-zurich-sohne");
  expect(slugOf(`${"a".repeat(39)} b`)).toBe("a".repeat(39));
});

test("a name without any Latin letter still gives a slug", () => {
  expect(slugOf("日本")).toBe("organization");
});
