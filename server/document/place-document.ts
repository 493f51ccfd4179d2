import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { changes } from "@/server/audit/changes";
import { enqueue } from "@/server/background/enqueue";
import { requireFreePlace } from "./check-place";
import { lockTree } from "./lock-tree";
import { getDocumentPlace, moveDocumentRow, renameDocumentRow } from "./queries";

/** Undefined when there is no such document. Refuses a name that is taken in its folder. */
export async function renameDocument(tx: TenantTx, actor: Actor, { id, name }: { id: string; name: string }) {
  const { organizationId } = actor;
  await lockTree(tx, organizationId);
  const before = await getDocumentPlace(tx, id);
  if (!before) return undefined;
  await requireFreePlace(tx, { folderId: before.folderId, name }, id);
  const renamed = await renameDocumentRow(tx, id, name);
  await enqueue(tx, "index-document", { data: { organizationId, documentId: id }, as: "person" });
  const data = changes({ name: before.name }, { name });
  await audit(tx, actor, { action: "document.rename", table: "document", id, data });
  return renamed;
}

/** Undefined when there is no such document. Refuses a folder that is not there, or that holds its name already. */
export async function moveDocument(
  tx: TenantTx,
  actor: Actor,
  { id, folderId }: { id: string; folderId: string | null },
) {
  await lockTree(tx, actor.organizationId);
  const before = await getDocumentPlace(tx, id);
  if (!before) return undefined;
  await requireFreePlace(tx, { folderId, name: before.name }, id);
  const moved = await moveDocumentRow(tx, id, folderId);
  const data = changes({ folderId: before.folderId }, { folderId });
  await audit(tx, actor, { action: "document.move", table: "document", id, data });
  return moved;
}
