import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { blobPrefix, isBlobKey } from "./blob-key";
import type { BlobStore, StoredBlob } from "./blob-store";

const UNFINISHED = ".part";

/** Blobs as files below one directory, which only this user can read. */
export function directoryStore(root: string): BlobStore {
  const fileOf = (key: string): string => {
    if (!isBlobKey(key)) throw new Error("This is no key of a blob.");
    return path.join(root, key);
  };
  return {
    place: root,
    async put(key, bytes) {
      const file = fileOf(key);
      const folder = path.dirname(file);
      const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = `${file}.${randomUUID()}${UNFINISHED}`;
      try {
        await writeDown(unfinished, bytes);
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolders(folder, firstMade);
    },
    get: async (key) => orNothing(() => readFile(fileOf(key))),
    remove: async (key) => rm(fileOf(key), { force: true }),
    list: (organizationId) => listBelow(root, blobPrefix(organizationId)),
    async *listAll() {
      for (const prefix of (await orNothing(() => readdir(root))) ?? []) yield* listBelow(root, prefix);
    },
    removeAll: (organizationId) =>
      rm(path.join(root, blobPrefix(organizationId)), { recursive: true, force: true }),
    async removeUnfinished(organizationId, before) {
      for await (const { file, name, mtime } of filesBelow(root, blobPrefix(organizationId)))
        if (name.endsWith(UNFINISHED) && mtime < before) await rm(file, { force: true });
    },
  };
}

async function* listBelow(root: string, prefix: string): AsyncGenerator<StoredBlob> {
  for await (const { file, size, mtime } of filesBelow(root, prefix)) {
    const key = path.relative(root, file).split(path.sep).join("/");
    if (isBlobKey(key)) yield { key, sizeBytes: size, storedAt: mtime };
  }
}

async function* filesBelow(root: string, prefix: string) {
  for (const shard of await namesIn(path.join(root, prefix))) {
    for (const name of await namesIn(path.join(root, prefix, shard))) {
      const file = path.join(root, prefix, shard, name);
      const found = await orNothing(() => stat(file));
      if (found?.isFile()) yield { file, name, size: found.size, mtime: found.mtime };
    }
  }
}

const namesIn = async (folder: string): Promise<string[]> => (await orNothing(() => readdir(folder))) ?? [];

async function writeDown(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of a file is kept only with its folder, and that of a new folder with the one it is in. */
async function syncFolders(folder: string, firstMade: string | undefined): Promise<void> {
  const last = firstMade === undefined ? folder : path.dirname(firstMade);
  for (let at = folder; ; at = path.dirname(at)) {
    const handle = await open(at, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (at === last || at === path.dirname(at)) return;
  }
}

async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const isNothing = error instanceof Error && "code" in error;
    if (isNothing && (error.code === "ENOENT" || error.code === "ENOTDIR")) return undefined;
    throw error;
  }
}
