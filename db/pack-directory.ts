import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { pack } from "tar-stream";
import { MANIFEST_FILE, type Manifest } from "./backup-manifest";

/**
 * Writes the manifest and every file of a directory into a tar.gz that only this user can read. Streams, so that its
 * size does not matter. The archive appears whole or not at all. Returns its bytes.
 */
export async function packDirectory(directory: string, archive: string, manifest: Manifest): Promise<number> {
  await mkdir(path.dirname(archive), { recursive: true, mode: 0o700 });
  const unfinished = `${archive}.${process.pid}.part`;
  const tar = pack();
  const written = pipeline(
    tar,
    // The fastest level: pages of a database shrink well at any.
    createGzip({ level: constants.Z_BEST_SPEED }),
    createWriteStream(unfinished, { mode: 0o600, flush: true }),
  );
  // Awaited below; until then a failure must not count as unhandled.
  written.catch(() => {});
  try {
    tar.entry({ name: MANIFEST_FILE }, `${JSON.stringify(manifest, null, 2)}\n`);
    await addEntries();
    tar.finalize();
    await written;
    await rename(unfinished, archive);
    return (await stat(archive)).size;
  } catch (error) {
    tar.destroy();
    await written.catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }

  async function addEntries(): Promise<void> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.posix.join("pglite", path.relative(directory, file).split(path.sep).join("/"));
      // Postgres needs its empty directories too.
      if (entry.isDirectory()) tar.entry({ name: `${name}/`, type: "directory", mode: 0o700 });
      else if (entry.isFile()) await addFile(file, name);
    }
  }

  async function addFile(file: string, name: string): Promise<void> {
    const { size } = await stat(file);
    const target = tar.entry({ name, size, mode: 0o600 });
    await Promise.race([pipeline(createReadStream(file), target), written]);
  }
}
