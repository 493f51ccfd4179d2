import { drizzle, NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Database } from "./client";
import { migratePostgres } from "./migrate";
import { openOnPool } from "./open-on-pool";
import * as schema from "./schema";
import { type ServerOptions, withOption } from "./server-options";
import { dialect, relations } from "./transaction";

/**
 * A Postgres server through node-postgres, migrated. Without `migrationUrl` the user of `url` owns the schema and
 * every connection starts as `app_login`; with it, `url` names a plain user who inherits `app_login`, because a role
 * set for the session would leak through a transaction pooler.
 */
export async function openPostgres(server: ServerOptions): Promise<Database> {
  await migratePostgres(server);
  const takesRole = server.migrationUrl === undefined;
  const pool = new pg.Pool({
    connectionString: takesRole ? withOption(server.url, "role=app_login") : server.url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  return openOnPool(pool, {
    orm: drizzle({ client: pool, schema, casing: "snake_case" }),
    txOn: (client: pg.PoolClient) =>
      new NodePgTransaction(dialect, new NodePgSession(client, dialect, relations), relations),
  });
}
