import { cpSync, existsSync, mkdirSync, renameSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Originals } from "@/db/pack-directory";
import type { BlobStore } from "@/server/blob/blob-store";
import { directoryStore } from "@/server/blob/directory-store";
import { blobDirectory, getBlobStore } from "@/server/blob/get-blob-store";
import { env } from "@/server/env";

/** Every original of a store, one at a time; `counted` says afterwards how many came. */
export function countOriginals(store: BlobStore): {
  originals: Originals;
  counted: { files: number; bytes: number };
} {
  const counted = { files: 0, bytes: 0 };
  async function* read() {
    for await (const { key } of store.listAll()) {
      const bytes = await store.get(key);
      if (!bytes) continue;
      counted.files += 1;
      counted.bytes += bytes.length;
      yield { key, bytes };
    }
  }
  return { originals: read(), counted };
}

/**
 * Puts unpacked originals into the configured store. A directory gives way whole, and is kept beside, as the database that
 * it belongs to; into a bucket they are added.
 */
export async function placeOriginals(folder: string): Promise<void> {
  if (env.BLOB_S3 === undefined) {
    const place = blobDirectory();
    if (existsSync(place)) renameSync(place, `${place}.before-restore-${Date.now()}`);
    mkdirSync(path.dirname(place), { recursive: true });
    move(folder, place);
    return;
  }
  const unpacked = directoryStore(folder);
  for await (const { key } of unpacked.listAll())
    await getBlobStore().put(key, await readFile(path.join(folder, key)));
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const isOtherDisk = error instanceof Error && "code" in error && error.code === "EXDEV";
    if (!isOtherDisk) throw error;
    cpSync(from, to, { recursive: true, preserveTimestamps: true });
  }
}
