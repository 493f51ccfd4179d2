import { expect, test } from "vitest";
import { embeddingText } from "./embedding-text.ts";

test("code is told as scope and name, path, both names again and the words of its identifiers", () => {
  const chunk = {
    content: "getById(id) {\n  return this.rows[id];\n}",
    symbol: "getById",
    scope: "UserStore",
  };
  expect(embeddingText(chunk, "src/user-store.ts", "ts")).toBe(
    "user store get by id. src user store ts. user store get by id. get by id id rows id",
  );
});

test("code without a name begins with its path", () => {
  expect(embeddingText({ content: "FOO=1", symbol: null, scope: null }, ".env", "env")).toBe("env. foo 1");
});

test("prose keeps its sentences under its headings", () => {
  const chunk = { content: "Run `npm start`.\n", symbol: "Install", scope: "Guide" };
  expect(embeddingText(chunk, "docs/guide.md", "markdown")).toBe("Guide. Install. Run `npm start`.");
});
