import { expect, test } from "vitest";
import { describePath, kindOf } from "./describe-path";

test.each([
  ["/search?q=what+was+searched", "/search"],
  ["/api/auth/reset-password/the-token?callbackURL=%2F", "/api/auth/reset-password"],
  ["/api/auth/callback/github?code=secret", "/api/auth/callback"],
  ["/api/trpc/repository.get,search.query?batch=1", "/api/trpc/repository.get,search.query"],
  [`/${"a".repeat(500)}`, `/${"a".repeat(199)}`],
])("%s is logged as %s", (url, path) => {
  expect(describePath(url)).toBe(path);
});

test.each([
  ["/api/trpc/a.b", "trpc"],
  ["/api/auth/sign-in/email", "auth"],
  ["/api/else", "api"],
  ["/_next/static/a.js", "static"],
  ["/health", "operation"],
  ["/healthy", "page"],
  ["/repositories/1", "page"],
])("%s counts as %s", (url, kind) => {
  expect(kindOf(url)).toBe(kind);
});
