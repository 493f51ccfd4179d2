import { hash } from "node:crypto";
import { newBlobKey } from "@/server/blob/blob-key";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { log } from "@/server/log";

export interface KeptBytes {
  contentHash: string;
  sizeBytes: number;
  storageKey: string;
}

/**
 * Stores bytes before the row that will name them, for `work`, which gives the key the row has in the end. Bytes that no
 * row has taken, because `work` failed or the organization had the same ones already, are removed again.
 */
export async function withKeptBytes<T extends { storageKey: string | undefined }>(
  { organizationId, bytes }: { organizationId: string; bytes: Uint8Array },
  work: (kept: KeptBytes) => Promise<T>,
): Promise<T> {
  const contentHash = hash("sha256", bytes);
  const kept = { contentHash, sizeBytes: bytes.length, storageKey: newBlobKey(organizationId, contentHash) };
  const store = getBlobStore();
  await store.put(kept.storageKey, bytes);
  let isTaken = false;
  try {
    const made = await work(kept);
    isTaken = made.storageKey === kept.storageKey;
    if (!isTaken && made.storageKey !== undefined) await mend(made.storageKey, bytes);
    return made;
  } finally {
    // What stays because the process dies here, or the store is away, are bytes without a row: `sweepBlobs` finds them. The
    // work itself is done or undone, and its answer stands.
    if (!isTaken)
      await store
        .remove(kept.storageKey)
        .catch((error: unknown) => log.warn({ err: error }, "Bytes that nobody needs could not be removed"));
  }
}

/** Bytes that a store has lost or cut come back with the next upload of the same ones. */
async function mend(storageKey: string, bytes: Uint8Array): Promise<void> {
  const store = getBlobStore();
  try {
    if ((await store.get(storageKey))?.length !== bytes.length) await store.put(storageKey, bytes);
  } catch (error) {
    // The document is there, whatever keeps the store from telling.
    log.warn({ err: error }, "Whether the store has the bytes of a document could not be asked");
  }
}
