import {
  createTableRelationsHelpers,
  extractTablesRelationalConfig,
  getTableColumns,
  is,
  sql,
} from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { beforeAll, expect, test } from "vitest";
import type { ZodType } from "zod";
import * as schema from "@/db/schema";
import { getAuth } from "@/server/auth";
import { appendOnlyTables } from "@/tests/support/proof/catalogue/grants-by-table";
import { readTables } from "@/tests/support/proof/catalogue/read-tables";
import { fill } from "@/tests/support/proof/fill";
import { asOwner, asOwnerUndone, rowsOf } from "@/tests/support/proof/owner";
import { makeWorld } from "@/tests/support/proof/world";

const tables = Object.entries(schema).flatMap(([key, value]) =>
  is(value, PgTable) ? [{ key, table: value as PgTable }] : [],
);
type Finder = { findMany(options: object): Promise<Record<string, unknown>[]> };
const nameOf = (table: PgTable) => getTableConfig(table).name;

beforeAll(async () => {
  const world = await makeWorld("canaryschema1");
  await fill(world, world.people.owner.userId);
  // Makes a signing key.
  await (await getAuth()).api.getToken({ headers: world.people.owner.headers });
  await asOwner(async (tx) => {
    await tx.insert(schema.verification).values({ identifier: "a", value: "b", expiresAt: new Date() });
    await tx
      .insert(schema.twoFactor)
      .values({ userId: world.people.owner.userId, secret: "sealed", backupCodes: "sealed" });
    const [model] = await tx.select({ id: schema.aiModel.id }).from(schema.aiModel).limit(1);
    await tx
      .insert(schema.aiModelPrice)
      .values({ aiModelId: model?.id ?? "", unit: "input_token", price: "1.5" });
    await tx.insert(schema.rateLimit).values({ key: "a", count: 1, lastRequest: 1 });
    await tx
      .insert(schema.securityEvent)
      .values({ action: "sign_in.failed", userId: world.people.owner.userId });
  });
}, 120_000);

test("the code and the database agree about tables and their columns", async () => {
  const inDatabase = await asOwner(readTables);
  expect(tables.map(({ table }) => nameOf(table)).sort()).toEqual(inDatabase.map(({ name }) => name));
  for (const { table } of tables) {
    const columns = inDatabase.find(({ name }) => name === nameOf(table))?.columns ?? [];
    expect([nameOf(table), columns.length]).toEqual([
      nameOf(table),
      Object.keys(getTableColumns(table)).length,
    ]);
    await asOwner((tx) => tx.select().from(table).limit(1));
  }
});

test.each(
  tables.map(({ key, table }) => ({ key, table, name: nameOf(table) })),
)("updated_at of $name moves when a row changes, unless rows never change", async ({ table, name }) => {
  const columns = getTableColumns(table);
  if (!("updatedAt" in columns)) {
    expect([...appendOnlyTables, "rate_limit"]).toContain(name);
    return;
  }
  const key = Object.keys(columns).find((column) => !/^(id|createdAt|updatedAt)$/.test(column)) ?? "";
  const [before, after] = await asOwnerUndone(async (tx) => {
    await tx.execute(sql`update ${table} set updated_at = '2001-01-01'`);
    const read = () => rowsOf<{ at: string }>(tx, sql`select distinct updated_at::text as at from ${table}`);
    const old = await read();
    await tx.update(table).set({ [key]: sql`${columns[key]}` });
    return [old, await read()];
  });
  expect(before).toHaveLength(1);
  expect(after?.every(({ at }) => at > "2020")).toBe(true);
});

test("every row the database holds passes the select schema of its table", async () => {
  for (const { key, table } of tables) {
    const name = `select${key.charAt(0).toUpperCase()}${key.slice(1)}Schema`;
    const parser = (schema as unknown as Record<string, ZodType>)[name];
    const rows = await asOwner((tx) => tx.select().from(table));
    expect([key, rows.length > 0]).toEqual([key, true]);
    for (const row of rows) expect(parser?.safeParse(row).error, name).toBeUndefined();
  }
});

test("every relation leads to the rows it names", async () => {
  const { tables: configured } = extractTablesRelationalConfig(schema, createTableRelationsHelpers);
  for (const [key, { relations }] of Object.entries(configured)) {
    const names = Object.keys(relations);
    if (names.length === 0) continue;
    const rows = await asOwner(async (tx) => {
      const finder = (tx.query as unknown as Record<string, Finder>)[key];
      return (await finder?.findMany({ with: Object.fromEntries(names.map((name) => [name, true])) })) ?? [];
    });
    for (const name of names) {
      const leads = rows.some((row) =>
        Array.isArray(row[name]) ? row[name].length > 0 : row[name] !== null,
      );
      expect([`${key}.${name}`, leads]).toEqual([`${key}.${name}`, true]);
    }
  }
});
