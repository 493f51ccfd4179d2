import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A migration of this version, in the order of the journal. */
export interface Migration {
  tag: string;
  /** What drizzle stores as `created_at`: milliseconds. */
  when: number;
  /** SQL, or TypeScript that exports `up`. */
  file: string;
  /** SHA-256 of its file. */
  hash: string;
}

export type AppliedMigration = Pick<Migration, "when" | "hash">;
type NamedMigration = AppliedMigration & Pick<Migration, "tag">;

export interface MigrationState {
  /** How many the database holds. */
  applied: number;
  /** What this version would still run. */
  pending: string[];
  /** Applied, but with another text than this version has. */
  changed: string[];
  /** How many the database holds that are newer than this version's last. */
  unknown: number;
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });
const thereSchema = z.array(z.object({ there: z.boolean() }));
const appliedSchema = z.array(z.object({ hash: z.string(), when: z.number() }));

/** Compares a database with the migrations of this version; changes nothing. */
export async function readMigrationState(query: (text: string) => Promise<unknown>): Promise<MigrationState> {
  const [table] = thereSchema.parse(
    await query("select to_regclass('drizzle.__drizzle_migrations') is not null as there"),
  );
  const applied = table?.there
    ? appliedSchema.parse(
        await query('select hash, created_at::float8 as "when" from drizzle.__drizzle_migrations'),
      )
    : [];
  return compareMigrations(readMigrations(), applied);
}

export const migrationsFolder = path.join(process.cwd(), "drizzle");

/** The migrations in the order of the journal. Throws when one has no file, or two. */
export function readMigrations(folder = migrationsFolder): Migration[] {
  const journal: unknown = JSON.parse(readFileSync(path.join(folder, "meta/_journal.json"), "utf8"));
  return journalSchema.parse(journal).entries.map(({ tag, when }) => {
    const files = [".sql", ".ts"].map((ending) => path.join(folder, tag + ending));
    const [file, ...others] = files.filter((name) => existsSync(name));
    if (file === undefined || others.length > 0)
      throw new Error(
        `The migration ${tag} has ${file ? "two files" : "no file"} in ${folder}: one is needed.`,
      );
    return { tag, when, file, hash: createHash("sha256").update(readFileSync(file)).digest("hex") };
  });
}

/** Compares as drizzle does: whatever is newer than the last applied one is pending. */
export function compareMigrations(wanted: NamedMigration[], applied: AppliedMigration[]): MigrationState {
  const lastApplied = Math.max(0, ...applied.map(({ when }) => when));
  const lastWanted = Math.max(0, ...wanted.map(({ when }) => when));
  const hashOf = new Map(applied.map(({ when, hash }) => [when, hash]));
  return {
    applied: applied.length,
    pending: wanted.filter(({ when }) => when > lastApplied).map(({ tag }) => tag),
    changed: wanted
      .filter(({ when, hash }) => when <= lastApplied && hashOf.get(when) !== hash)
      .map(({ tag }) => tag),
    unknown: applied.filter(({ when }) => when > lastWanted).length,
  };
}
