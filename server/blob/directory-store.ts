import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { blobPrefix, isBlobKey } from "./blob-key";
import type { BlobStore } from "./blob-store";

/** Blobs as files below one directory, which only this user can read. */
export function directoryStore(root: string): BlobStore {
  const fileOf = (key: string): string => {
    if (!isBlobKey(key)) throw new Error("This is no key of a blob.");
    return path.join(root, key);
  };
  return {
    async put(key, bytes) {
      const file = fileOf(key);
      const folder = path.dirname(file);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = `${file}.${randomUUID()}.part`;
      try {
        await writeDown(unfinished, bytes);
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolder(folder);
    },
    get: (key) => orNothing(() => readFile(fileOf(key))),
    remove: (key) => rm(fileOf(key), { force: true }),
    async *list(organizationId) {
      const prefix = blobPrefix(organizationId);
      const shards = (await orNothing(() => readdir(path.join(root, prefix)))) ?? [];
      for (const shard of shards) {
        for (const name of (await orNothing(() => readdir(path.join(root, prefix, shard)))) ?? []) {
          const key = `${prefix}/${shard}/${name.split(".", 1)[0]}`;
          const found = await orNothing(() => stat(path.join(root, prefix, shard, name)));
          if (found && isBlobKey(key) && !name.includes(".")) yield { key, storedAt: found.mtime };
        }
      }
    },
    removeAll: (organizationId) =>
      rm(path.join(root, blobPrefix(organizationId)), { recursive: true, force: true }),
  };
}

async function writeDown(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of a file is kept only with its folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
