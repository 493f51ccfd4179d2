import { withTenant } from "@/db/tenant";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { listStorageKeys } from "./deletion-queries";

// An upload stores its bytes before its row: what is this old has no upload under way.
const OLD_MS = 60 * 60 * 1000;

export interface BlobCheck {
  /** Keys of bytes without a row. */
  orphans: string[];
  /** Keys of rows without their bytes. */
  missing: string[];
}

/** Holds an organization's rows against its bytes; `olderThanMs` leaves out bytes that came just now. */
export async function checkBlobs(organizationId: string, olderThanMs = OLD_MS): Promise<BlobCheck> {
  const stored = new Map<string, Date>();
  for await (const { key, storedAt } of getBlobStore().list(organizationId)) stored.set(key, storedAt);
  // Read after the listing: bytes whose row has come meanwhile are no orphans.
  const known = new Set(await withTenant({ organizationId, as: "agent" }, listStorageKeys));
  const missing: string[] = [];
  for (const key of known) if (!stored.has(key) && !(await getBlobStore().get(key))) missing.push(key);
  const before = Date.now() - olderThanMs;
  return {
    orphans: [...stored].flatMap(([key, at]) => (!known.has(key) && at.getTime() <= before ? [key] : [])),
    missing,
  };
}

/** Removes bytes that a process left behind when it died between storing them and their row, or between row and bytes. */
export async function sweepBlobs(organizationId: string): Promise<void> {
  const { orphans } = await checkBlobs(organizationId);
  for (const key of orphans) await getBlobStore().remove(key);
}
