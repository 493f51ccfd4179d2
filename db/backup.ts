import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { backupName } from "./backup-manifest";
import { readMigrationState, readMigrations } from "./migration-state";
import { type Originals, packDirectory } from "./pack-directory";

// Backups that were taken unasked are cleared away: only the last ones stay.
const KEPT_BEFORE_MIGRATING = 3;
export const BEFORE_MIGRATING = "before-migrating";

/** Where backups of an embedded database lie unless somebody says otherwise. */
export const backupFolder = (directory: string): string => path.join(directory, "backups");

/**
 * Writes an open, idle embedded database into an archive, with the originals if they are given; the caller holds its
 * directory. A checkpoint brings the files up to date, and PGlite has no process of its own that would change them
 * meanwhile. Returns the archive's bytes.
 */
export async function backUp(
  client: PGlite,
  directory: string,
  { archive, originals }: { archive: string; originals?: Originals },
): Promise<number> {
  await client.exec("checkpoint");
  const data = path.join(directory, "pglite");
  return client.runExclusive(() =>
    packDirectory(data, archive, {
      originals,
      manifest: {
        format: originals ? 2 : 1,
        createdAt: new Date().toISOString(),
        lastMigration: readMigrations().at(-1)?.tag ?? "",
        postgresVersion: readFileSync(path.join(data, "PG_VERSION"), "utf8").trim(),
      },
    }),
  );
}

/**
 * Takes a backup when migrations are about to change a database that holds something; else does nothing. Returns the
 * archive. Throws when it cannot be written: then nothing is migrated either.
 */
export async function backupBeforeMigrating(client: PGlite, directory: string): Promise<string | undefined> {
  const { pending, applied } = await readMigrationState(async (text) => (await client.query(text)).rows);
  if (pending.length === 0 || applied === 0) return undefined;
  const folder = backupFolder(directory);
  const archive = path.join(folder, backupName(new Date(), BEFORE_MIGRATING));
  try {
    await backUp(client, directory, { archive });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The database needs ${pending.length} migrations, and the backup before them could not be written to ${folder} ` +
        `(${reason}). Make room there, or make it writable, and start again: nothing was changed.`,
      { cause },
    );
  }
  clearOldBackups(folder);
  return archive;
}

/** Keeps the last few of the backups that nobody asked for. */
export function clearOldBackups(folder: string): void {
  if (!existsSync(folder)) return;
  const unasked = readdirSync(folder).filter((name) => name.startsWith(`carrel-${BEFORE_MIGRATING}-`));
  for (const name of unasked.sort().slice(0, -KEPT_BEFORE_MIGRATING)) {
    rmSync(path.join(folder, name), { force: true });
  }
}
