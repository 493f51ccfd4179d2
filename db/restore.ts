import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Manifest } from "./backup-manifest";
import { migratePglite } from "./migrate";
import { readMigrationState } from "./migration-state";
import { pgliteExtensions } from "./open-pglite";
import { BackupRefusal, unpackDirectory } from "./unpack-directory";

export interface Restored {
  manifest: Manifest;
  /** Where the database that stood there before was put; undefined when there was none. */
  setAside: string | undefined;
}

/** Puts originals that were unpacked into `folder`, below their keys, where they belong. Throws, and nothing is restored. */
export type PlaceOriginals = (folder: string) => Promise<void>;

/**
 * Puts a backup in the place of an embedded database; the caller holds `directory`. The archive is unpacked beside it,
 * opened and migrated first: only a database that works takes the place, and the one before is kept. Originals go first to
 * where they belong: without a row they harm nobody, a row without them would be a loss. Throws `BackupRefusal` when the
 * archive cannot be used, or when a database stands there and `force` is not given.
 */
export async function restoreDirectory(
  archive: string,
  directory: string,
  { force, placeOriginals }: { force: boolean; placeOriginals: PlaceOriginals },
): Promise<Restored> {
  const place = path.join(directory, "pglite");
  const isTaken = existsSync(place) && readdirSync(place).length > 0;
  if (isTaken && !force) {
    throw new BackupRefusal(
      `There is a database in ${directory} already. Restore into an empty DATA_DIR, or add --force: ` +
        "it is then set aside under another name.",
    );
  }
  const draft = path.join(directory, "pglite.restoring");
  const originals = path.join(directory, "blobs.restoring");
  const clear = () => {
    for (const folder of [draft, originals]) rmSync(folder, { recursive: true, force: true });
  };
  clear();
  try {
    const manifest = await unpackDirectory(archive, { database: draft, originals }, refuseNewer);
    await openAndMigrate(draft);
    if (manifest.format === 2) await placeOriginals(originals);
    const setAside = isTaken ? `${place}.before-restore-${Date.now()}` : undefined;
    if (setAside !== undefined) renameSync(place, setAside);
    else rmSync(place, { recursive: true, force: true });
    renameSync(draft, place);
    return { manifest, setAside };
  } finally {
    clear();
  }
}

async function openAndMigrate(folder: string): Promise<void> {
  let client: PGlite | undefined;
  try {
    client = await PGlite.create({ dataDir: `file://${folder}`, extensions: pgliteExtensions });
    const state = await readMigrationState(async (text) => (await client?.query(text))?.rows);
    if (state.unknown > 0) throw newerVersion();
    await migratePglite(client);
  } catch (cause) {
    if (cause instanceof BackupRefusal) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackupRefusal(`The database in the backup cannot be opened (${reason}). Nothing was changed.`, {
      cause,
    });
  } finally {
    await client?.close();
  }
}

function refuseNewer({ postgresVersion }: Manifest): void {
  if (postgresVersion === POSTGRES_MAJOR) return;
  throw new BackupRefusal(
    `The backup holds files of Postgres ${postgresVersion}, and this version of Carrel embeds ${POSTGRES_MAJOR}. ` +
      "Restore it with the version of Carrel that made it. Nothing was changed.",
  );
}

// Of the pinned @electric-sql/pglite; a test holds it against what the engine itself says.
export const POSTGRES_MAJOR = "18";

const newerVersion = () =>
  new BackupRefusal(
    "The backup comes from a newer version of Carrel: update this one first. Nothing was changed.",
  );
