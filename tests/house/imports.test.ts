import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { FOLDERS, findImports, listSources, readSource } from "./find-imports";
import { CROSS_TENANT, EXCEPTIONS, whyForbidden } from "./import-table";

const root = process.cwd();
const sources = FOLDERS.flatMap((folder) => listSources(root, folder));
const existing = new Set(sources);

/** What the table says against the imports of a source, as if it stood at `file`. */
function violations(file: string, source: string): string[] {
  return findImports(file, source, existing).flatMap((one) => {
    const reason = whyForbidden(one);
    return reason ? [`${one.from} -> ${one.to}: ${reason}`] : [];
  });
}

test("every import of the project is in the import table", () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.flatMap((file) => violations(file, readSource(root, file)))).toEqual([]);
});

test("every exception is still needed", () => {
  const edges = sources.flatMap((file) => findImports(file, readSource(root, file), existing));
  const unused = Object.keys(EXCEPTIONS).filter(
    (edge) => !edges.some(({ from, to }) => `${from} -> ${to}` === edge),
  );
  const idle = Object.keys(CROSS_TENANT).filter(
    (file) => !edges.some(({ from, to }) => from === file && to.startsWith("db/")),
  );
  expect([...unused, ...idle]).toEqual([]);
});

test.each([
  [
    "a relative way out of app",
    "app/(app)/search/page.tsx",
    'import { getDatabase } from "../../../db/client";',
  ],
  ["the alias", "app/page.tsx", 'import { getDatabase } from "@/db/client";'],
  ["a side effect", "app/page.tsx", 'import "@/db/client";'],
  ["a dynamic import", "app/page.tsx", 'const load = () => import("../db/client");'],
  ["a dynamic import in a template", "app/page.tsx", "const load = () => import(`../db/client`);"],
  ["a re-export", "app/page.tsx", 'export * from "../db/client";'],
  ["a named re-export", "app/page.tsx", 'export { getDatabase } from "../db/client";'],
  ["a require", "app/page.tsx", 'const db = require("../db/client");'],
  ["an inline type, which still runs the module", "app/page.tsx", 'import { type Db } from "../db/client";'],
  ["a binding named type", "app/page.tsx", 'import type from "../db/client";'],
  ["a driver", "app/page.tsx", 'import pg from "pg";'],
  ["a detour through @/app", "app/page.tsx", 'import "@/app/../db/client";'],
  ["a page that reaches the server", "app/(app)/search/page.tsx", 'import { auth } from "@/server/auth";'],
  ["a door that reaches a feature", "app/api/x/route.ts", 'import "@/server/search/queries";'],
  ["db that knows the server", "db/tenant.ts", 'import "../server/audit";'],
  ["a verb that opens the plain database", "server/search/retrieve.ts", 'import "@/db/client";'],
  ["queries that import a verb", "server/search/queries.ts", 'import "./retrieve";'],
  ["a router that opens the database", "server/search/router.ts", 'import "@/db/client";'],
  ["a router that imports a router", "server/search/router.ts", 'import "../indexing/router";'],
  ["a verb that knows the API", "server/search/retrieve.ts", 'import "../trpc/init";'],
  ["the product that imports a test", "server/search/retrieve.ts", 'import "../../tests/support/browser";'],
])("the table refuses %s", (_, file, source) => {
  expect(violations(file, source)).toHaveLength(1);
});

test.each([
  ["types from anywhere", "app/page.tsx", 'import type { Database } from "../db/client";'],
  ["re-exported types", "app/page.tsx", 'export type { Database } from "../db/client";'],
  ["types in expressions", "app/page.tsx", 'type Db = import("../db/client").Database;'],
  [
    "words in comments and strings",
    "app/page.tsx",
    "// import '../db/client'\nconst words = 'import \"../db/client\"';",
  ],
  [
    "a router's own folder and schema",
    "server/search/router.ts",
    'import "./queries"; import "@/db/schema/index";',
  ],
  ["tests that import anything", "tests/integration/x.test.ts", 'import "../../db/client";'],
])("the table allows %s", (_, file, source) => {
  expect(violations(file, source)).toEqual([]);
});

test("an import of something computed is refused", () => {
  expect(() =>
    violations("server/search/retrieve.ts", "const load = (name: string) => import(name);"),
  ).toThrow(/computed/);
});

test("no folder is a drawer for things without a place", () => {
  const drawers = /(^|\/)(lib|utils|helpers|common|types|hooks|services|constants)\//;
  expect(drawers.test("server/utils/x.ts")).toBe(true);
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = [...sources, ...folders.map(({ name }) => `${name}/`)];
  expect(names.filter((name) => drawers.test(name))).toEqual([]);
});

test("no source sets a tenant's settings for the whole session", () => {
  const forms = [
    /\bset\s+(session\s+)?["'`]?app\.\w+["'`]?\s*(=|\bto\b)/i,
    /set_config\(\s*["'`]app\.\w+["'`]\s*,[^)]*,\s*false\s*\)/i,
  ];
  const isLeaky = (source: string) => forms.some((form) => form.test(source));
  expect(isLeaky("SET app.tenant_id = 'x'")).toBe(true);
  expect(isLeaky("set session app.tenant_id to 'x'")).toBe(true);
  expect(isLeaky("select set_config('app.tenant_id', $1, false)")).toBe(true);
  expect(isLeaky("select set_config('app.tenant_id', $1, true)")).toBe(false);
  const checked = sources.filter((file) => !file.startsWith("tests/"));
  expect(checked.filter((file) => isLeaky(readSource(root, file)))).toEqual([]);
});
