import { hash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { newBlobKey } from "@/server/blob/blob-key";
import type { BlobStore } from "@/server/blob/blob-store";
import { blobDirectory, getBlobStore } from "@/server/blob/get-blob-store";
import { env } from "@/server/env";
import { bad, type Finding, good } from "./finding";

// No organization is called so: what a probe leaves behind, should it be ended, is nobody's.
const NOBODY = "doctor";

/** Whether the store of uploaded documents can be written, read, listed and deleted from: by a probe of 64 bytes. */
export async function checkBlobStore(): Promise<Finding> {
  const store = getBlobStore();
  if (env.BLOB_S3 === undefined && !existsSync(blobDirectory()))
    return good(`Uploaded documents will lie in ${store.place}`);
  try {
    await probe(store);
    return good(
      `Uploaded documents lie in ${store.place}, which can be written, read, listed and deleted from`,
    );
  } catch (error) {
    return bad(
      `The store of uploaded documents does not do its work: ${error instanceof Error ? error.message : error}`,
      env.BLOB_S3 === undefined
        ? `Let this user write to ${store.place}, and see that its disk has room.`
        : "Mend what it says; nobody can upload or open files until then.",
    );
  }
}

async function probe(store: BlobStore): Promise<void> {
  const bytes = randomBytes(64);
  const key = newBlobKey(NOBODY, hash("sha256", bytes));
  try {
    await store.put(key, bytes);
    if (!(await store.get(key))?.equals(bytes)) throw new Error("what was written is not what is read.");
    const listed = await Array.fromAsync(store.list(NOBODY));
    if (!listed.some((one) => one.key === key)) throw new Error("what was written is not in the list.");
    await store.remove(key);
    if (await store.get(key)) throw new Error("what was deleted is still there.");
  } finally {
    await store.removeAll(NOBODY).catch(() => {});
  }
}
