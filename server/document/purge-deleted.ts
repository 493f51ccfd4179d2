import { withTenant } from "@/db/tenant";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { deleteMarked, deleteUnusedBlobs } from "./deletion-queries";
import { sweepBlobs } from "./sweep-blobs";

/** Deletes for good what one deletion has taken, and the bytes that nothing else needs. May run again at any time. */
export async function purgeDeleted(deletion: { organizationId: string; deletionId: string }): Promise<void> {
  const { organizationId, deletionId } = deletion;
  const keys = await withTenant({ organizationId, as: "agent" }, async (tx) => {
    await deleteMarked(tx, deletionId);
    return deleteUnusedBlobs(tx);
  });
  // After the commit: bytes without a row are swept, a row without its bytes would be a loss.
  for (const key of keys) await getBlobStore().remove(key);
  await sweepBlobs(organizationId);
}
