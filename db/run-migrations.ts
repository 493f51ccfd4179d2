import { readFileSync } from "node:fs";
import { readMigrations } from "./migration-state";
import type { Connection } from "./open-connection";

/**
 * Runs every migration that the database lacks, all of them in one transaction, and notes each in the table that
 * drizzle-kit uses. Throws with the name of the one that failed; then nothing has changed.
 */
export async function runMigrations(db: Pick<Connection, "query">): Promise<void> {
  await db.query("create schema if not exists drizzle");
  await db.query(
    "create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
  );
  const { rows } = await db.query(
    "select coalesce(max(created_at), 0)::float8 as last from drizzle.__drizzle_migrations",
  );
  const last = Number(rows[0]?.last);
  const pending = readMigrations().filter(({ when }) => when > last);
  if (pending.length === 0) return;
  await db.query("begin");
  try {
    for (const { tag, file, hash, when } of pending) {
      await runMigration(db, file).catch((cause: unknown) => {
        throw new Error(`The migration ${tag} failed, and nothing was changed: ${messageOf(cause)}`, {
          cause,
        });
      });
      await db.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [
        hash,
        when,
      ]);
    }
    await db.query("commit");
  } catch (error) {
    // A connection that has died has rolled back by itself.
    await db.query("rollback").catch(() => {});
    throw error;
  }
}

async function runMigration(db: Pick<Connection, "query">, file: string): Promise<void> {
  for (const statement of readFileSync(file, "utf8").split("--> statement-breakpoint"))
    await db.query(statement);
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
