import { getBlobStore } from "@/server/blob/get-blob-store";
import { checkBlobs, OLD_MS } from "./check-blobs";

/**
 * Removes what a process left behind when it died: bytes between storing them and their row, or between row and bytes, and
 * files that were not written to their end.
 */
export async function sweepBlobs(organizationId: string, olderThanMs = OLD_MS): Promise<void> {
  const { orphans } = await checkBlobs(organizationId, olderThanMs);
  for (const key of orphans) await getBlobStore().remove(key);
  await getBlobStore().removeUnfinished(organizationId, new Date(Date.now() - olderThanMs));
}
