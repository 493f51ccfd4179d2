import { withTenant } from "@/db/tenant";
import type { StoredBlob } from "@/server/blob/blob-store";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { listKeptBlobs } from "./deletion-queries";

// An upload stores its bytes before its row: what is this old has no upload under way.
export const OLD_MS = 60 * 60 * 1000;

/** A row that names bytes. */
export interface KeptBlob {
  storageKey: string;
  sizeBytes: number;
}

/** In all three, keys; all are empty where rows and bytes agree. */
export interface BlobCheck {
  /** Bytes without a row. */
  orphans: string[];
  /** Rows without their bytes. */
  missing: string[];
  /** Rows whose bytes are not as long as they were. */
  damaged: string[];
}

/** Holds rows against bytes that were listed before the rows were read; bytes that came since `before` are no orphans. */
export function compareBlobs(stored: StoredBlob[], kept: KeptBlob[], before: Date): BlobCheck {
  const sizes = new Map(stored.map(({ key, sizeBytes }) => [key, sizeBytes]));
  const known = new Set(kept.map(({ storageKey }) => storageKey));
  return {
    orphans: stored.flatMap(({ key, storedAt }) => (!known.has(key) && storedAt <= before ? [key] : [])),
    missing: kept.flatMap(({ storageKey }) => (sizes.has(storageKey) ? [] : [storageKey])),
    damaged: kept.flatMap(({ storageKey, sizeBytes }) =>
      (sizes.get(storageKey) ?? sizeBytes) === sizeBytes ? [] : [storageKey],
    ),
  };
}

/** Holds an organization's rows against its bytes; `olderThanMs` leaves out bytes that came just now. */
export async function checkBlobs(organizationId: string, olderThanMs = OLD_MS): Promise<BlobCheck> {
  const store = getBlobStore();
  const before = new Date(Date.now() - olderThanMs);
  const stored = await Array.fromAsync(store.list(organizationId));
  // Read after the listing: bytes whose row has come meanwhile are no orphans.
  const kept = await withTenant({ organizationId, as: "agent" }, listKeptBlobs);
  const found = compareBlobs(stored, kept, before);
  return { ...found, missing: await stillMissing(found.missing) };
}

/** Without what has come since the listing. */
async function stillMissing(keys: string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const key of keys) if (!(await getBlobStore().get(key))) missing.push(key);
  return missing;
}
