import { getDatabase } from "@/db/client";
import { organization } from "@/db/schema";
import { blobPrefix } from "@/server/blob/blob-key";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { sweepBlobs } from "./sweep-blobs";

/**
 * Sweeps the bytes of every organization that has some, until `stopping`. Bytes of an organization that this database does
 * not know are left alone: the store may be another installation's as well, and `npm run doctor` names them.
 */
export async function sweepAllBlobs(stopping: AbortSignal): Promise<void> {
  const prefixes = new Set<string>();
  for await (const { key } of getBlobStore().listAll()) prefixes.add(key.split("/", 1)[0] ?? "");
  if (prefixes.size === 0) return;
  const { orm } = await getDatabase();
  for (const { id } of await orm.select({ id: organization.id }).from(organization)) {
    if (stopping.aborted) return;
    if (prefixes.has(blobPrefix(id))) await sweepBlobs(id);
  }
}
