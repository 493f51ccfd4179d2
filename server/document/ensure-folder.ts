import type { TenantTx } from "@/db/tenant";
import type { Actor } from "@/server/audit";
import { requireFolder } from "./check-place";
import { findAtPlace } from "./folder-queries";
import { lockTree } from "./lock-tree";
import { addFolder } from "./place-folder";

/**
 * The folder that stands under `names`, one inside the other, below `parentFolderId`; what is missing of them is made. May be
 * asked by many at once: each name comes to be once. Refuses a name that a document has there.
 */
export async function ensureFolder(
  tx: TenantTx,
  actor: Actor,
  { parentFolderId, names }: { parentFolderId: string | null; names: string[] },
): Promise<{ id: string | null }> {
  await lockTree(tx, actor.organizationId);
  await requireFolder(tx, parentFolderId);
  let id = parentFolderId;
  for (const name of names) {
    const there = await findAtPlace(tx, { folderId: id, name });
    id = there?.kind === "folder" ? there.id : (await addFolder(tx, actor, { name, parentFolderId: id })).id;
  }
  return { id };
}
