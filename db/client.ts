import "server-only";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { PgBoss } from "pg-boss";
import { env } from "../server/env";
import { backupFolder } from "./backup";
import { openPglite } from "./open-pglite";
import { openPostgres } from "./open-postgres";
import type * as schema from "./schema";
import { driverOf, type ServerOptions } from "./server-options";
import { isInsideTenant } from "./tenant-context";
import type { Transact } from "./transaction";

export type Orm = PgDatabase<PgQueryResultHKT, typeof schema, ExtractTablesWithRelations<typeof schema>>;

/** An open, migrated database. `orm` runs bare statements as `app_login`: authentication and the queue, no tenant row. */
export interface Database {
  engine: "pglite" | "postgres";
  orm: Orm;
  /** For `withTenant`, which confines it. */
  transact: Transact;
  /** The queue of background work, started: it sends; a worker also takes. Same role as bare statements. */
  queue: PgBoss;
  /** Figures of the pool, for whoever watches it; the embedded database has none. */
  pool?: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
  close(): Promise<void>;
}

// Instrumentation and route handlers evaluate this module separately, in production too: one promise for all.
const holder = globalThis as typeof globalThis & { carrelDatabase?: Promise<Database> | undefined };

/**
 * The one database of this process, opened and migrated at the first call.
 * Throws inside `withTenant`: on PGlite the outer client would wait for the transaction that waits for it.
 */
export function getDatabase(): Promise<Database> {
  if (isInsideTenant()) {
    throw new Error(
      "The plain database was asked for inside withTenant: pass the transaction (tx) down instead.",
    );
  }
  holder.carrelDatabase ??= openDatabase().catch((error: unknown) => {
    holder.carrelDatabase = undefined;
    throw error;
  });
  return holder.carrelDatabase;
}

/** The queue, also from inside `withTenant`: sending goes through the caller's transaction. */
export async function getQueue(): Promise<Pick<Database, "queue" | "engine">> {
  const open = holder.carrelDatabase;
  if (!open) throw new Error("The database is not open yet.");
  return open;
}

export async function closeDatabase(): Promise<void> {
  const open = holder.carrelDatabase;
  holder.carrelDatabase = undefined;
  await (await open)?.close();
}

function openDatabase(): Promise<Database> {
  const url = env.DATABASE_URL;
  if (url.startsWith("pglite:")) return openPglite(url.slice("pglite:".length), env.CHAT_MODELS);
  const migrationUrl = env.DATABASE_MIGRATION_URL;
  return openServer({
    url,
    migrationUrl,
    driver: env.DATABASE_DRIVER,
    neonProxyUrl: env.NEON_PROXY_URL,
    models: env.CHAT_MODELS,
    backup: {
      mode: env.BACKUP_BEFORE_MIGRATING,
      folder: backupFolder(env.DATA_DIR),
      url: env.BACKUP_DATABASE_URL ?? migrationUrl ?? url,
    },
  });
}

async function openServer(options: ServerOptions): Promise<Database> {
  return driverOf(options) === "neon"
    ? (await import("./open-neon")).openNeon(options)
    : openPostgres(options);
}
