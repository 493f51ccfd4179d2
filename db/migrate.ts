import type { PGlite } from "@electric-sql/pglite";
import { type Db, fromPglite, PgBoss } from "pg-boss";
import { backupServerBeforeMigrating, type ServerBackup } from "./backup-server";
import { type Connection, openAsOwner } from "./open-connection";
import { queues } from "./queues";
import { runMigrations } from "./run-migrations";
import { type ModelSeed, seedModels } from "./seed-models";
import type { ServerOptions } from "./server-options";

// Two migrators at once take turns. The number only has to be the same everywhere.
const MIGRATION_LOCK = 7_266_735;

const MINIMUM_SERVER_VERSION = 160_000;

/** Brings an embedded database up to date and writes down the configured models; runs as its superuser. */
export async function migratePglite(client: PGlite, models: readonly ModelSeed[] = []): Promise<void> {
  await client.exec("reset role");
  await runMigrations(client);
  await installQueue(fromPglite(client));
  await seedModels(client, models);
}

/**
 * Brings a server's database up to date as its owner, and lets the user of `url` work as `app_login`.
 * Throws with what to do when the server is too old or lacks an extension.
 */
export async function migratePostgres(options: ServerOptions): Promise<void> {
  const connection = await openAsOwner(options);
  try {
    await migrateOver(
      connection,
      options.migrationUrl === undefined ? "current_user" : quoteRole(new URL(options.url).username),
      options.backup,
    );
    await seedModels(connection, options.models ?? []);
  } finally {
    await connection.close();
  }
}

/** The same over an open connection, after a backup if one is asked for; `login` may work as `app_login` afterwards. */
export async function migrateOver(
  connection: Pick<Connection, "query">,
  login: string,
  backup?: ServerBackup,
): Promise<void> {
  try {
    await refuseOldServer(connection);
    await connection.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    if (backup) {
      await backupServerBeforeMigrating(async (text) => (await connection.query(text)).rows, backup);
    }
    await runMigrations(connection);
    await installQueue({ executeSql: (text, values) => connection.query(text, values && [...values]) });
    await connection.query(`grant app_login to ${login} with inherit true, set true`);
  } catch (error) {
    throw explain(error);
  }
}

async function refuseOldServer(connection: Pick<Connection, "query">): Promise<void> {
  const { rows } = await connection.query("select current_setting('server_version_num')::int as version");
  if (Number(rows[0]?.version) < MINIMUM_SERVER_VERSION) {
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

const quoteRole = (name: string) => `"${decodeURIComponent(name).replaceAll('"', '""')}"`;
