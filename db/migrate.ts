import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { migrate as runPostgresMigrations } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as runPgliteMigrations } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import { type Db, fromPglite, PgBoss } from "pg-boss";
import { backupServerBeforeMigrating, type ServerBackup } from "./backup-server";
import { queues } from "./queues";

const migrationsFolder = path.join(process.cwd(), "drizzle");

// Two migrators at once take turns. The number only has to be the same everywhere.
const MIGRATION_LOCK = 7_266_735;

const MINIMUM_SERVER_VERSION = 160_000;

/** Brings an embedded database up to date; runs as its superuser. */
export async function migratePglite(client: PGlite): Promise<void> {
  await client.exec("reset role");
  await runPgliteMigrations(drizzlePglite({ client }), { migrationsFolder });
  await installQueue(fromPglite(client));
}

/**
 * Brings a server's database up to date as its owner, and lets the user of `url` work as `app_login`.
 * Throws with what to do when the server is too old or lacks an extension.
 */
export async function migratePostgres(options: {
  url: string;
  migrationUrl: string | undefined;
  backup?: ServerBackup;
}): Promise<void> {
  const client = new pg.Client({
    connectionString: options.migrationUrl ?? options.url,
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const query = async (text: string) => (await client.query(text)).rows;
    if (options.backup) await backupServerBeforeMigrating(query, options.backup);
    await runPostgresMigrations(drizzlePostgres({ client }), { migrationsFolder });
    await installQueue({
      executeSql: async (text, values) => flatten(await client.query(text, values as unknown[])),
    });
    const login =
      options.migrationUrl === undefined ? "current_user" : quoteRole(new URL(options.url).username);
    await client.query(`grant app_login to ${login} with inherit true, set true`);
  } catch (error) {
    throw explain(error);
  } finally {
    await client.end();
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select current_setting('server_version_num')::int as version");
  if (rows[0].version < MINIMUM_SERVER_VERSION) {
    throw new Error(
      "This Postgres server is too old: Carrel needs version 16 or later, for grants without inheritance.",
    );
  }
}

function explain(error: unknown): unknown {
  const message = error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : "";
  if (
    /extension "?(\w+)"? is not available/.test(message) ||
    /permission denied to create extension/.test(message)
  ) {
    return new Error(
      "Postgres could not create an extension. Carrel needs vector 0.8 or later, pg_trgm and btree_gin: install pgvector " +
        "on the server and, as an administrator, run: create extension vector; create extension pg_trgm; create extension btree_gin;",
      { cause: error },
    );
  }
  return error;
}

/** Installs pg-boss's schema and our queues, and lets `app_queue` use them but never change them. */
async function installQueue(db: Db): Promise<void> {
  const boss = new PgBoss({ db, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  try {
    for (const [name, options] of Object.entries(queues)) {
      await boss.createQueue(name, options);
      await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
  await db.executeSql(`
    grant usage on schema pgboss to app_queue;
    grant select, insert, update, delete on all tables in schema pgboss to app_queue;
    grant execute on all functions in schema pgboss to app_queue;
  `);
}

const flatten = (result: pg.QueryResult | pg.QueryResult[]) => ({
  rows: Array.isArray(result) ? result.flatMap((one) => one.rows) : result.rows,
});

const quoteRole = (name: string) => `"${decodeURIComponent(name).replaceAll('"', '""')}"`;
