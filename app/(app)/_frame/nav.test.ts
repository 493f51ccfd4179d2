import { expect, test } from "vitest";
import { isCurrent } from "./nav";

test("a screen is current on its address and below it, and nowhere else", () => {
  expect(isCurrent("/repositories", "/repositories")).toBe(true);
  expect(isCurrent("/repositories", "/repositories/1/files")).toBe(true);
  expect(isCurrent("/repositories", "/repositories-old")).toBe(false);
  expect(isCurrent("/", "/search")).toBe(false);
});
