import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { Refusal } from "@/server/refusal";
import { requireFreePlace } from "./check-place";
import {
  countFolders,
  getFolder,
  insertFolder,
  listAncestors,
  listSubtree,
  updateFolder,
} from "./folder-queries";
import { lockTree } from "./lock-tree";

// Every folder is in the tree that a page shows at once.
export const MOST_FOLDERS = 2_000;
export const DEEPEST = 30;

/** Makes a folder. Refuses a name that is taken in its place, and more or deeper folders than an organization may have. */
export async function addFolder(
  tx: TenantTx,
  actor: Actor,
  { name, parentFolderId }: { name: string; parentFolderId: string | null },
) {
  const { organizationId, userId } = actor;
  await lockTree(tx, organizationId);
  await requireFreePlace(tx, { folderId: parentFolderId, name });
  if ((await countFolders(tx)) >= MOST_FOLDERS)
    throw new Refusal(
      "TOO_MANY_REQUESTS",
      `An organization has at most ${MOST_FOLDERS.toLocaleString("en-US")} folders. Delete some first.`,
    );
  if (parentFolderId !== null) await requireDepth(tx, parentFolderId, 1);
  const made = await insertFolder(tx, { organizationId, userId, name, parentFolderId });
  if (!made) throw new Error("The folder was not stored.");
  const data = { after: { name, parentFolderId } };
  await audit(tx, actor, { action: "folder.create", table: "folder", id: made.id, data });
  return made;
}

/** Undefined when there is no such folder. */
export async function renameFolder(tx: TenantTx, actor: Actor, { id, name }: { id: string; name: string }) {
  await lockTree(tx, actor.organizationId);
  const before = await getFolder(tx, id);
  if (!before) return undefined;
  await requireFreePlace(tx, { folderId: before.parentFolderId, name }, id);
  const renamed = await updateFolder(tx, id, { name });
  const data = changes({ name: before.name }, { name });
  await audit(tx, actor, { action: "folder.rename", table: "folder", id, data });
  return renamed;
}

/** Undefined when there is no such folder. Refuses a move into itself or anything below it. */
export async function moveFolder(
  tx: TenantTx,
  actor: Actor,
  { id, parentFolderId }: { id: string; parentFolderId: string | null },
) {
  await lockTree(tx, actor.organizationId);
  const before = await getFolder(tx, id);
  if (!before) return undefined;
  await requireFreePlace(tx, { folderId: parentFolderId, name: before.name }, id);
  if (parentFolderId !== null) {
    const around = await listAncestors(tx, parentFolderId);
    if (around.some((one) => one.id === id))
      throw new Refusal(
        "BAD_REQUEST",
        "A folder cannot be moved into itself or into a folder inside it. Choose another place.",
      );
    await requireDepth(tx, parentFolderId, (await listSubtree(tx, id)).depth);
  }
  const moved = await updateFolder(tx, id, { parentFolderId });
  const data = changes({ parentFolderId: before.parentFolderId }, { parentFolderId });
  await audit(tx, actor, { action: "folder.move", table: "folder", id, data });
  return moved;
}

async function requireDepth(tx: TenantTx, parentFolderId: string, levels: number): Promise<void> {
  if ((await listAncestors(tx, parentFolderId)).length + levels <= DEEPEST) return;
  throw new Refusal("BAD_REQUEST", `Folders are nested at most ${DEEPEST} deep. Choose a place further up.`);
}
