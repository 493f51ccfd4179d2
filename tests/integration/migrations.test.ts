import { randomBytes, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, describe, expect, inject, test } from "vitest";
import { migrateOver } from "@/db/migrate";
import { readMigrations } from "@/db/migration-state";
import { runMigrations } from "@/db/run-migrations";
import { openToDie } from "@/tests/support/migrations/die-at-statement";
import { migrationsOf } from "@/tests/support/migrations/folder";
import { runMigrate } from "@/tests/support/migrations/run-migrate";
import { schemaOf } from "@/tests/support/migrations/schema-of";
import { execute } from "@/tests/support/postgres/databases";
import { tries } from "@/tests/support/tries";

const created: string[] = [];
// In every run one statement of twelve, and other ones each time; in a whole run each of them.
const EVERY = tries(12, 1);
const BEFORE = 4;
const BEFORE_SQL = "tests/support/migrations/state-0003.sql";

afterAll(async () => {
  for (const url of created) await execute(server(), `drop database ${nameOf(url)} with (force)`);
});

describe.runIf(inject("reachedBy") === "pg")("migrations of a server", () => {
  test("a migration killed at its statements, from empty, ends where an undisturbed one does", async () => {
    const undisturbed = await newDatabase();
    await migrate(undisturbed);
    const killed = await newDatabase();
    const kills = await migrateThroughKills(killed);
    expect(kills).toBeGreaterThan(readMigrations().length);
    expect(await schema(killed)).toEqual(await schema(undisturbed));
  }, 240_000);

  test("the data of the previous state outlives it, killed at its statements", async () => {
    const url = await newDatabase();
    await over(url, (client) => runMigrations(client, migrationsOf(BEFORE)));
    await execute(url, readFileSync(BEFORE_SQL, "utf8"));
    const before = await rowsOf(url);
    expect(Object.values(before).every((rows) => rows.length > 0)).toBe(true);
    const kills = await migrateThroughKills(url);
    expect(kills).toBeGreaterThan(readMigrations().length - BEFORE);
    const after = await rowsOf(url);
    for (const [table, rows] of Object.entries(before)) {
      const kept = rows.map((row) => expect.objectContaining(row));
      expect([table, after[table]]).toEqual([table, kept]);
    }
    const fresh = await newDatabase();
    await migrate(fresh);
    expect(await schema(url)).toEqual(await schema(fresh));
  }, 240_000);

  test("of two processes that migrate at once, both end well and the database is migrated once", async () => {
    const url = await newDatabase();
    const ended = await Promise.all([
      runMigrate({ DATABASE_URL: url }),
      runMigrate({ DATABASE_URL: url }),
      runMigrate({ DATABASE_URL: url }),
    ]);
    expect(ended).toEqual([0, 0, 0].map((code) => expect.objectContaining({ code })));
    const [row] = await execute(url, "select count(*)::int as runs from drizzle.__drizzle_migrations");
    expect(row).toEqual({ runs: readMigrations().length });
  }, 120_000);
});

/** Migrates with a connection that dies, again and again, each time one statement later. Returns how often it died. */
async function migrateThroughKills(url: string): Promise<number> {
  const survived = new Set<string>();
  const first = randomInt(EVERY);
  for (let kills = 0; ; kills++) {
    const connection = await openToDie(url, survived, (nth) => nth % EVERY !== first);
    try {
      await migrateOver(connection, "current_user");
    } catch (error) {
      if (!connection.isDead()) throw error;
    } finally {
      await connection.close();
    }
    if (!connection.isDead()) return kills;
  }
}

const migrate = (url: string) => over(url, (client) => migrateOver(client, "current_user"));
const schema = (url: string) => over(url, (client) => schemaOf((text) => client.query(text)));

/** Every row of every table of ours, as objects. */
async function rowsOf(url: string): Promise<Record<string, Record<string, unknown>[]>> {
  const tables = await execute(
    url,
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const all: Record<string, Record<string, unknown>[]> = {};
  for (const { name } of tables) {
    const rows = await execute(url, `select to_jsonb(t) as row from "${name}" t order by to_jsonb(t)::text`);
    all[String(name)] = rows.map(({ row }) => row as Record<string, unknown>);
  }
  return all;
}

async function over<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function server(): string {
  const url = new URL(inject("databaseUrl"));
  url.pathname = "/postgres";
  return url.href;
}

async function newDatabase(): Promise<string> {
  const url = new URL(server());
  url.pathname = `/carrel_test_${randomBytes(5).toString("hex")}`;
  await execute(server(), `create database ${nameOf(url.href)}`);
  created.push(url.href);
  return url.href;
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);
