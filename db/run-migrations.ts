import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Migration, migrationsFolder, readMigrations } from "./migration-state";
import type { Connection } from "./open-connection";

type Db = Pick<Connection, "query">;

/** What a data migration, `drizzle/NNNN_name.ts`, exports as `up`. */
export type DataMigration = (tx: MigrationTx) => Promise<void>;

/**
 * The transaction of all pending migrations, as the owner of the schema. Row security is forced on the owner too: a
 * migration that changes the rows of all organizations sets `no force row level security` first, and `force` after.
 */
export interface MigrationTx {
  /** One statement. Throws when it would end the transaction. */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
}

/**
 * Runs every migration that the database lacks, SQL and TypeScript in the order of the journal and all in one
 * transaction, and notes each in the table that drizzle-kit uses. Throws with the name of the one that failed; then
 * nothing has changed.
 */
export async function runMigrations(db: Db, folder = migrationsFolder): Promise<void> {
  await db.query("create schema if not exists drizzle");
  await db.query(
    "create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
  );
  const { rows } = await db.query(
    "select coalesce(max(created_at), 0)::float8 as last from drizzle.__drizzle_migrations",
  );
  const last = Number(rows[0]?.last);
  const pending = readMigrations(folder).filter(({ when }) => when > last);
  if (pending.length === 0) return;
  await db.query("begin");
  try {
    for (const migration of pending) {
      await runMigration(db, migration).catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`The migration ${migration.tag} failed, and nothing was changed: ${reason}`, {
          cause,
        });
      });
      await db.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [
        migration.hash,
        migration.when,
      ]);
    }
    await db.query("commit");
  } catch (error) {
    // A connection that has died has rolled back by itself.
    await db.query("rollback").catch(() => {});
    throw error;
  }
}

async function runMigration(db: Db, { file }: Migration): Promise<void> {
  if (file.endsWith(".ts")) {
    const up = await loadUp(file);
    return up({ query: (text, values) => queryInside(db, text, values) });
  }
  for (const statement of readFileSync(file, "utf8").split("--> statement-breakpoint"))
    await db.query(statement);
}

async function queryInside<Row>(db: Db, text: string, values?: unknown[]): Promise<Row[]> {
  if (/^\s*(begin|start|commit|end|rollback|abort)\b/i.test(text))
    throw new Error(`“${text.trim()}” would end the transaction of all migrations: leave it out`);
  return (await db.query(text, values)).rows as Row[];
}

/** Node reads TypeScript itself; a bundler could not know the files of a version to come. */
async function loadUp(file: string): Promise<DataMigration> {
  const url = pathToFileURL(file).href;
  const loaded: { up?: unknown } = await import(
    /* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ url
  );
  if (typeof loaded.up !== "function") throw new Error(`it exports no function named “up”`);
  return loaded.up as DataMigration;
}
