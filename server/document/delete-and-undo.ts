import { newId } from "@/db/columns";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { enqueue } from "@/server/background/enqueue";
import { Refusal } from "@/server/refusal";
import { requireFreePlace } from "./check-place";
import { listDeleted, markDocumentDeleted, markFoldersDeleted, unmarkDeleted } from "./deletion-queries";
import { getFolder, listSubtree } from "./folder-queries";
import { lockTree } from "./lock-tree";

/** How long a deletion can be undone. What was deleted goes for good some seconds later. */
export const UNDO_SECONDS = 30;
const PURGE_AFTER_SECONDS = 45;

/** Deletes a folder with everything in it. Undefined when there is no such folder. */
export async function deleteFolder(tx: TenantTx, actor: Actor, id: string) {
  await lockTree(tx, actor.organizationId);
  const folder = await getFolder(tx, id);
  if (!folder) return undefined;
  const deletionId = newId();
  const { ids } = await listSubtree(tx, id);
  const gone = await markFoldersDeleted(tx, ids, deletionId);
  await purgeLater(tx, actor.organizationId, deletionId);
  const data = { before: { name: folder.name }, ...gone };
  await audit(tx, actor, { action: "folder.delete", table: "folder", id, data });
  return { deletionId, name: folder.name, folders: gone.folders - 1, documents: gone.documents };
}

/** Undefined when there is no such document. */
export async function deleteDocument(tx: TenantTx, actor: Actor, id: string) {
  await lockTree(tx, actor.organizationId);
  const deletionId = newId();
  const gone = await markDocumentDeleted(tx, id, deletionId);
  if (!gone) return undefined;
  await purgeLater(tx, actor.organizationId, deletionId);
  const data = { before: { name: gone.name } };
  await audit(tx, actor, { action: "document.delete", table: "document", id, data });
  return { deletionId, name: gone.name };
}

/**
 * Brings back what one deletion has taken, where it stood. Undefined when nothing of it is left; refuses a place that is
 * gone or taken meanwhile.
 */
export async function undoDeletion(tx: TenantTx, actor: Actor, deletionId: string) {
  await lockTree(tx, actor.organizationId);
  const { folders, documents } = await listDeleted(tx, deletionId);
  if (folders.length + documents.length === 0) return undefined;
  const back = new Set(folders.map((one) => one.id));
  for (const one of [...folders, ...documents]) {
    if (one.folderId !== null && back.has(one.folderId)) continue;
    if (one.folderId !== null && !(await getFolder(tx, one.folderId)))
      throw new Refusal(
        "CONFLICT",
        `The folder in which “${one.name}” stood was deleted as well. Undo that first.`,
      );
    await requireFreePlace(tx, one);
  }
  await unmarkDeleted(tx, deletionId);
  const [table, id] = folders[0] ? ["folder", folders[0].id] : ["document", documents[0]?.id ?? ""];
  const data = { folders: folders.length, documents: documents.length };
  await audit(tx, actor, { action: "document.undelete", table, id, data });
  return data;
}

const purgeLater = (tx: TenantTx, organizationId: string, deletionId: string) =>
  enqueue(tx, "purge-deleted", {
    data: { organizationId, deletionId },
    as: "person",
    startAfterSeconds: PURGE_AFTER_SECONDS,
  });
