import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { pack } from "tar-stream";
import { MANIFEST_FILE, type Manifest, ORIGINALS_FOLDER } from "./backup-manifest";

/** Bytes that go into an archive beside the database, with the key that they have in their store. */
export type Originals = AsyncIterable<{ key: string; bytes: Uint8Array }>;

/**
 * Writes the manifest, every file of a directory and the originals into a tar.gz that only this user can read. Streams, one
 * original at a time, so that its size does not matter. The archive appears whole or not at all. Returns its bytes.
 */
export async function packDirectory(
  directory: string,
  archive: string,
  { manifest, originals }: { manifest: Manifest; originals?: Originals | undefined },
): Promise<number> {
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
    for await (const { key, bytes } of originals ?? [])
      await addContent([bytes], { name: `${ORIGINALS_FOLDER}/${key}`, size: bytes.length });
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
    await addContent(createReadStream(file), { name, size });
  }

  async function addContent(
    content: AsyncIterable<Uint8Array> | Uint8Array[],
    header: { name: string; size: number },
  ) {
    const target = tar.entry({ ...header, mode: 0o600 });
    await Promise.race([pipeline(content, target), written]);
  }
}
