import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { MANIFEST_FILE, type Manifest, manifestSchema, ORIGINALS_FOLDER } from "./backup-manifest";

/** Why an archive cannot be restored, with what to do. */
export class BackupRefusal extends Error {
  override readonly name = "BackupRefusal";
}

/** Two new directories: the database's and, should the archive hold them, the originals'. */
export interface Targets {
  database: string;
  originals: string;
}

/**
 * Unpacks an archive of `packDirectory` into new directories. `check` sees the manifest before anything is written, and
 * may throw. Throws `BackupRefusal` for whatever is no such archive, or is damaged.
 */
export async function unpackDirectory(
  archive: string,
  targets: Targets,
  check: (manifest: Manifest) => void,
): Promise<Manifest> {
  const tar = extract();
  const read = pipeline(createReadStream(archive), createGunzip(), tar);
  // Its failure also ends the loop below, which is where it is caught.
  read.catch(() => {});
  let manifest: Manifest | undefined;
  try {
    for await (const entry of tar) {
      const { name, type } = entry.header;
      if (manifest === undefined) {
        if (name !== MANIFEST_FILE) throw notABackup(archive);
        manifest = manifestSchema.parse(JSON.parse(await text(entry)));
        check(manifest);
        await mkdir(targets.database, { recursive: true, mode: 0o700 });
        if (manifest.format === 2) await mkdir(targets.originals, { recursive: true, mode: 0o700 });
        continue;
      }
      const file = placeOf(name, targets);
      if (file === undefined || (type !== "file" && type !== "directory")) throw notABackup(archive);
      await mkdir(type === "directory" ? file : path.dirname(file), { recursive: true, mode: 0o700 });
      if (type === "file") await pipeline(entry, createWriteStream(file, { flags: "wx", mode: 0o600 }));
      else entry.resume();
    }
    await read;
  } catch (error) {
    if (error instanceof BackupRefusal || isSystemError(error)) throw error;
    throw notABackup(archive, error);
  }
  if (manifest === undefined) throw notABackup(archive);
  return manifest;
}

/** Where an entry belongs; undefined when its name leads out of both directories. */
function placeOf(name: string, targets: Targets): string | undefined {
  const [, folder, inner] = /^([a-z]+)\/(.*)$/s.exec(name) ?? [];
  const target =
    folder === "pglite" ? targets.database : folder === ORIGINALS_FOLDER ? targets.originals : undefined;
  if (target === undefined || inner === undefined || inner.includes("\0")) return undefined;
  const file = path.join(target, inner);
  return file === path.join(target, "/") || file.startsWith(`${target}${path.sep}`) ? file : undefined;
}

// A full disk or a missing right says itself what to do; zlib and tar errors only that the bytes are wrong.
const isSystemError = (error: unknown): boolean => error instanceof Error && "syscall" in error;

function notABackup(archive: string, cause?: unknown): BackupRefusal {
  return new BackupRefusal(
    `${archive} is no backup of an embedded database, or it is damaged: npm run backup writes them. ` +
      "Nothing was changed.",
    { cause },
  );
}
