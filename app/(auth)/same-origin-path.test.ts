import { expect, test } from "vitest";
import { sameOriginPath } from "./same-origin-path";

test("a path of this site is kept whole", () => {
  expect(sameOriginPath("/search?q=a%20b&lang=ts#L3")).toBe("/search?q=a%20b&lang=ts#L3");
});

test.each([
  undefined,
  "",
  "https://stranger.example/",
  "//stranger.example/",
  "/\\stranger.example/",
  "/\t/stranger.example/",
  "/.//stranger.example/",
  "/a/..//stranger.example/",
  "javascript:alert(1)",
  "search",
  `/${"a".repeat(3_000)}`,
])("%j leads to the start, not to another site", (next) => {
  expect(sameOriginPath(next)).toBe("/");
});

test("signing in never leads back to signing in, nor to an address that answers no page", () => {
  for (const path of ["/sign-in?next=/", "/sign-up", "/api/auth/sign-out"]) {
    expect(sameOriginPath(path)).toBe("/");
  }
  expect(sameOriginPath("/sign-in-help")).toBe("/sign-in-help");
});
