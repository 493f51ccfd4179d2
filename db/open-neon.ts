import type { PoolClient } from "@neondatabase/serverless";
import { drizzle, NeonSession, NeonTransaction } from "drizzle-orm/neon-serverless";
import type { Database } from "./client";
import { migratePostgres } from "./migrate";
import { newNeonPool } from "./neon-socket";
import { openOnPool } from "./open-on-pool";
import * as schema from "./schema";
import type { ServerOptions } from "./server-options";
import { dialect, relations } from "./transaction";

/**
 * A Postgres server through Neon's driver, migrated: the protocol of node-postgres inside a WebSocket. Never over HTTP,
 * which has no interactive transactions. Roles as in `openPostgres`.
 */
export async function openNeon(server: ServerOptions): Promise<Database> {
  refusePooler(server);
  await migratePostgres(server);
  const takesRole = server.migrationUrl === undefined;
  const pool = newNeonPool(server.url, server.neonProxyUrl, takesRole);
  return openOnPool(pool, {
    orm: drizzle({ client: pool, schema, casing: "snake_case" }),
    txOn: (client: PoolClient) =>
      new NeonTransaction(dialect, new NeonSession(client, dialect, relations), relations),
  });
}

/** Neon's pooler gives each transaction another connection, where a role set for the session would leak. */
function refusePooler({ url, migrationUrl }: ServerOptions): void {
  if (migrationUrl !== undefined || !/^[^.]+-pooler\./.test(new URL(url).hostname)) return;
  throw new Error(
    "DATABASE_URL names Neon's pooler. Name a user there who is not the owner, and the owner at the address without " +
      "-pooler in DATABASE_MIGRATION_URL; or take -pooler out of DATABASE_URL.",
  );
}
