import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { ServerBackup } from "./backup-server";
import type { Database } from "./client";
import { migratePostgres } from "./migrate";
import { openQueue } from "./open-queue";
import * as schema from "./schema";

/**
 * A Postgres server through node-postgres, migrated. Without `migrationUrl` the user of `url` owns the schema and
 * every connection starts as `app_login`; with it, `url` names a plain user who inherits `app_login`, because a role
 * set for the session would leak through a transaction pooler.
 */
export async function openPostgres(options: {
  url: string;
  migrationUrl: string | undefined;
  backup?: ServerBackup;
}): Promise<Database> {
  await migratePostgres(options);
  const pool = new pg.Pool({
    connectionString: options.url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...(options.migrationUrl === undefined ? { options: "-c role=app_login" } : {}),
  });
  // An idle connection that dies must not end the process; the next query takes a fresh one.
  pool.on("error", () => {});
  const queue = await openQueue({
    executeSql: async (text, values) => {
      const result = await pool.query(text, values ? [...values] : undefined);
      // Several statements in one message answer with one result each.
      return {
        rows: Array.isArray(result) ? result.flatMap((one: pg.QueryResult) => one.rows) : result.rows,
      };
    },
  });
  return {
    engine: "postgres",
    orm: drizzle({ client: pool, schema, casing: "snake_case" }),
    queue,
    pool,
    close: async () => {
      await queue.stop({ graceful: false, close: false });
      await pool.end();
    },
  };
}
