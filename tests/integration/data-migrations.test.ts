import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { compareMigrations, readMigrations } from "@/db/migration-state";
import type { Connection } from "@/db/open-connection";
import { pgliteExtensions } from "@/db/open-pglite";
import { runMigrations } from "@/db/run-migrations";
import { migrationsOf } from "@/tests/support/migrations/folder";
import { createDatabase, type TestDatabase } from "@/tests/support/postgres/databases";

/** Makes the names of all organizations upper case, past row security, which is forced on the owner too. */
const SHOUT = `import type { MigrationTx } from "../db/run-migrations.ts";

export async function up(tx: MigrationTx): Promise<void> {
  await tx.query("alter table organization no force row level security");
  const rows = await tx.query<{ id: string; name: string }>("select id, name from organization");
  for (const { id, name } of rows)
    await tx.query("update organization set name = $1 where id = $2", [name.toUpperCase(), id]);
  await tx.query("alter table organization force row level security");
}
`;
const ADD = "alter table organization add column shout boolean;";
const USE = "update organization set shout = (name = upper(name));";

const all = readMigrations().length;
let db: Pick<Connection, "query">;
let close: () => Promise<void>;
let database: TestDatabase | undefined;

beforeAll(async () => {
  if (inject("engine") === "pglite") {
    const client = await PGlite.create({ extensions: pgliteExtensions });
    db = client;
    close = () => client.close();
  } else {
    database = await createDatabase(inject("databaseUrl"));
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    db = client;
    close = () => client.end();
  }
  await runMigrations(db);
}, 120_000);

afterAll(async () => {
  await close();
  await database?.drop();
});

beforeEach(async () => {
  await db.query("alter table organization drop column if exists shout");
  await db.query("delete from drizzle.__drizzle_migrations where created_at > $1", [
    readMigrations().at(-1)?.when,
  ]);
  await db.query("delete from organization");
  await db.query(
    "insert into organization (id, name, slug) values ('o1', 'Northwind', 'n'), ('o2', 'Fabrikam', 'f')",
  );
});

const names = async () =>
  (await db.query("select name from organization order by id")).rows.map(({ name }) => name);

test("TypeScript and SQL run in the order of the journal, once, and are noted with their hashes", async () => {
  const folder = migrationsOf(all, { "9000_add.sql": ADD, "9001_shout.ts": SHOUT, "9002_use.sql": USE });
  await runMigrations(db, folder);
  expect(await names()).toEqual(["NORTHWIND", "FABRIKAM"]);
  expect((await db.query("select distinct shout from organization")).rows).toEqual([{ shout: true }]);
  await db.query("update organization set name = 'Again'");
  await runMigrations(db, folder);
  expect(await names()).toEqual(["Again", "Again"]);
  const { rows } = await db.query(
    'select hash, created_at::float8 as "when" from drizzle.__drizzle_migrations',
  );
  const state = compareMigrations(readMigrations(folder), rows as { hash: string; when: number }[]);
  expect(state).toEqual({ applied: all + 3, pending: [], changed: [], unknown: 0 });
});

test.for([
  ["throws", "throw new Error('on purpose');", /9001_bad failed, and nothing was changed: on purpose$/],
  ["fails in the database", "await tx.query('select nonsense');", /9001_bad failed.*nonsense/],
  ["would end the transaction", "await tx.query(' COMMIT');", /“COMMIT” would end the transaction/],
] as const)("a data migration that %s changes nothing, nor does any beside it", async ([, line, reason]) => {
  const bad = `export async function up(tx) { await tx.query("update organization set name = ''"); ${line} }`;
  const folder = migrationsOf(all, { "9000_add.sql": ADD, "9001_bad.ts": bad, "9002_use.sql": USE });
  await expect(runMigrations(db, folder)).rejects.toThrow(reason);
  expect(await names()).toEqual(["Northwind", "Fabrikam"]);
  await expect(db.query("select shout from organization")).rejects.toThrow(/shout/);
});

test("a file without “up”, no file and two files for one migration are refused by name", async () => {
  const empty = migrationsOf(all, { "9000_empty.ts": "export const down = 1;" });
  await expect(runMigrations(db, empty)).rejects.toThrow(/9000_empty failed.*no function named “up”/);
  const twice = migrationsOf(all, { "9000_twice.ts": SHOUT, "9000_twice.sql": ADD });
  await expect(runMigrations(db, twice)).rejects.toThrow(/9000_twice has two files/);
});
