import { expect, test } from "vitest";
import { mineTree } from "@/tests/support/mined-files";

const cart = `
import { afterEach, describe, expect, it, vi } from "vitest";
import { render, screen } from "@testing-library/react";
import { total } from "./cart";

const fixedClock = () => 42;
function filledCart(...prices: number[]) {
  return { prices };
}

describe("a cart", () => {
  afterEach(() => vi.restoreAllMocks());
  describe("when full", () => {
    it.each([[1, 1], [2, 2]])("adds %i", async (price, sum) => {
      const log = vi.fn();
      expect(total(filledCart(price), fixedClock, log)).toBe(sum);
      await expect(total(undefined)).rejects.toThrow("no cart");
    });
  });
  it.skip("is shown", () => {
    render(null);
    expect(screen.getByRole("list")).toMatchSnapshot();
  });
});
`;

const shop = {
  "package.json": JSON.stringify({ scripts: { test: "vitest run --coverage" } }, null, 2),
  "src/cart.ts": "export function total(cart: unknown) { return cart; }\n",
  "src/ship.ts": "export function ship() {}\n",
  "src/types.ts": "export interface Cart { prices: number[] }\n",
  "src/cart.test.ts": cart,
};

test("a vitest suite is read category by category", async () => {
  const { keys } = await mineTree(shop);
  expect(keys("framework")).toEqual(["run: vitest", "vitest"]);
  expect(keys("patterns")).toEqual([
    ...[
      "async tests",
      "beside the source",
      "expected failures",
      "nested suites",
      "snapshots",
      "table-driven",
    ],
  ]);
  expect(keys("mocks")).toEqual(["vi.fn"]);
  expect(keys("selectors")).toEqual(["getByRole"]);
  expect(keys("assertions")).toEqual(["expect.toBe", "expect.toMatchSnapshot", "expect.toThrow"]);
  expect(keys("hooks")).toEqual(["afterEach"]);
  expect(keys("utilities")).toEqual(["filledCart", "fixedClock"]);
  expect(keys("coverage")).toEqual(["vitest --coverage"]);
  expect(keys("improvements")).toEqual(["skipped src/cart.test.ts"]);
});

test("a module that no test mentions is a gap; one of types alone is not", async () => {
  const { keys } = await mineTree(shop);
  expect(keys("gaps")).toEqual(["src/ship.ts"]);
  const mentioned = { ...shop, "src/ship.test.ts": 'import { it } from "vitest";\nit("ships", () => {});\n' };
  expect((await mineTree(mentioned)).keys("gaps")).toEqual([]);
});

test("a module that exports a function without declaring it is one that can be missed", async () => {
  const { keys } = await mineTree({
    "lib/compare.js": "module.exports = function compare (a, b) {}\n",
    "lib/anonymous.js": "export default () => {};\n",
    "lib/constants.js": "module.exports = { a: 1 };\n",
    "test/a.js": 'const { test } = require("node:test");\ntest("a", () => {});\n',
  });
  expect(keys("gaps")).toEqual(["lib/anonymous.js", "lib/compare.js"]);
});

test("two frameworks are counted by files and shown as a conflict", async () => {
  const jest = 'import { expect, test } from "@jest/globals";\ntest("old", () => { expect(1).toBe(1); });\n';
  const { findings, keys } = await mineTree({
    ...shop,
    "src/a.test.ts": jest,
    "src/b.test.ts": jest,
  });
  const files = (key: string) => findings.find((one) => one.key === key)?.files;
  expect([files("jest"), files("vitest")]).toEqual([2, 1]);
  expect(keys("improvements")).toContain("conflict jest + vitest");
});

test("evidence names exact characters and lines, and hashes what stands there", async () => {
  const { findings } = await mineTree(shop);
  const [place] = findings.find((one) => one.key === "vi.fn")?.evidence ?? [];
  expect(place?.path).toBe("src/cart.test.ts");
  expect(cart.slice(place?.startChar, place?.endChar)).toBe("vi.fn()");
  expect(place?.startLine).toBe(cart.slice(0, place?.startChar).split("\n").length);
  expect(place?.hash).toMatch(/^[0-9a-f]{64}$/);
});

test("express routes and supertest requests are routes, an http client's calls and a map's are not", async () => {
  const { keys } = await mineTree({
    "src/app.js":
      'app.get("/orders/:id", show);\nconst one = axios.get("/remote", { a: 1 });\ncache.get("/x");\n',
    "test/app.js":
      'const request = require("supertest");\nconst { test } = require("node:test");\n' +
      'test("asks", async (t) => { await request(app).post("/orders"); t.assert.ok(true); });\n',
  });
  expect(keys("routes")).toEqual(["GET /orders/:id", "POST /orders"]);
  expect(keys("patterns")).toContain("http requests");
  expect(keys("framework")).toEqual(["node:test"]);
  expect(keys("assertions")).toEqual(["t.assert.ok"]);
});

test("a function inside one test, and one that nothing uses, are no helpers", async () => {
  const { keys } = await mineTree({
    "package.json": '{ "devDependencies": { "mocha": "1" } }',
    "test/a.js":
      'function unused() {}\nfunction shared() {}\ndescribe("x", () => {\n' +
      '  const inSuite = () => 1;\n  it("y", () => { function local() {} local(); shared(); inSuite(); });\n});\n',
  });
  expect(keys("utilities")).toEqual(["inSuite", "shared"]);
  expect(keys("framework")).toEqual(["mocha"]);
});

test("a repository without tests has only what its code declares", async () => {
  const { findings } = await mineTree({ "src/a.ts": "export const a = () => 1;\n" });
  expect(findings).toEqual([]);
});

test("the same files give the same findings", async () => {
  const [once, again] = [await mineTree(shop), await mineTree(shop)];
  expect(again.findings).toEqual(once.findings);
});
