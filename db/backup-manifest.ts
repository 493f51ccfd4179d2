import { z } from "zod";

/** The first entry of every backup of an embedded database. */
export const MANIFEST_FILE = "carrel-backup.json";

/** Where originals stand in it, each under the key it has in its store. */
export const ORIGINALS_FOLDER = "blobs";

export const manifestSchema = z.object({
  /** 2 holds the originals of uploaded documents too. */
  format: z.union([z.literal(1), z.literal(2)]),
  createdAt: z.iso.datetime(),
  /** The last migration of the version that made it. */
  lastMigration: z.string(),
  /** Major version of the embedded Postgres: its files fit no other. */
  postgresVersion: z.string(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** `carrel-2026-03-14T09-26-53.tar.gz`: sorts by time, and is a file name everywhere. */
export function backupName(at: Date, words = ""): string {
  const moment = at.toISOString().slice(0, 19).replaceAll(":", "-");
  return `carrel-${words === "" ? "" : `${words}-`}${moment}.tar.gz`;
}
