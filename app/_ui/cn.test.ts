import { expect, test } from "vitest";
import { cn } from "./cn";

test("a text size and a text colour of our own both stay", () => {
  expect(cn("text-small", "text-quiet")).toBe("text-small text-quiet");
});

test("the later of two text sizes stays", () => {
  expect(cn("text-small text-quiet", "text-base")).toBe("text-quiet text-base");
});
