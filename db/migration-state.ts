import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A migration of this version, in the order of the journal. */
export interface Migration {
  tag: string;
  /** What drizzle stores as `created_at`: milliseconds. */
  when: number;
  hash: string;
}

export interface AppliedMigration {
  hash: string;
  when: number;
}

export interface MigrationState {
  /** What this version would still run. */
  pending: string[];
  /** Applied, but with another text than this version has. */
  changed: string[];
  /** How many the database holds that are newer than this version's last. */
  unknown: number;
}

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** Asks which migrations a database holds; a database that was never migrated holds none. */
export const appliedMigrationsSql = `select hash, created_at::float8 as when from drizzle.__drizzle_migrations order by created_at`;

/** Whether drizzle's table is there at all. */
export const hasMigrationsSql = `select to_regclass('drizzle.__drizzle_migrations') is not null as there`;

export function readMigrations(folder = path.join(process.cwd(), "drizzle")): Migration[] {
  const { entries } = journal.parse(JSON.parse(readFileSync(path.join(folder, "meta/_journal.json"), "utf8")));
  return entries.map(({ tag, when }) => {
    const text = readFileSync(path.join(folder, `${tag}.sql`));
    return { tag, when, hash: createHash("sha256").update(text).digest("hex") };
  });
}

/** Compares as drizzle does: whatever is newer than the last applied one is pending. */
export function compareMigrations(wanted: Migration[], applied: AppliedMigration[]): MigrationState {
  const lastApplied = Math.max(0, ...applied.map(({ when }) => when));
  const lastWanted = Math.max(0, ...wanted.map(({ when }) => when));
  const hashOf = new Map(applied.map(({ when, hash }) => [when, hash]));
  return {
    pending: wanted.filter(({ when }) => when > lastApplied).map(({ tag }) => tag),
    changed: wanted
      .filter(({ when, hash }) => when <= lastApplied && hashOf.get(when) !== hash)
      .map(({ tag }) => tag),
    unknown: applied.filter(({ when }) => when > lastWanted).length,
  };
}
