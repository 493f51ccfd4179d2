import { expect, test } from "vitest";
import { pathPattern } from "./path-pattern";

const matches = (filter: string, path: string) => new RegExp(pathPattern(filter), "i").test(path);

test("a star stays inside a folder and two stars cross folders", () => {
  expect(matches("src/*.ts", "src/a.ts")).toBe(true);
  expect(matches("src/*.ts", "src/deep/a.ts")).toBe(false);
  expect(matches("src/**/*.ts", "src/deep/er/a.ts")).toBe(true);
  expect(matches("src/**/*.ts", "src/a.ts")).toBe(true);
  expect(matches("**", "any/thing")).toBe(true);
});

test("a plain filter is found anywhere, letter case aside, and its signs mean themselves", () => {
  expect(matches("delivery/", "SRC/Delivery/policy.ts")).toBe(true);
  expect(matches("a.b", "axb")).toBe(false);
  expect(matches("[id]", "app/[id]/page.tsx")).toBe(true);
});
