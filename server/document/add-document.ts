import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { enqueue } from "@/server/background/enqueue";
import { requireFreePlace } from "./check-place";
import type { KeptBytes } from "./keep-bytes";
import { lockTree } from "./lock-tree";
import { insertDocument, keepBlob } from "./queries";
import { textColumns } from "./text-of";
import { insertVersion } from "./version-queries";

export interface NewDocument {
  name: string;
  folderId: string | null;
  mimeType: string;
  /** Null where it has still to be taken from the bytes. */
  text: string | null;
  /** The file as it was uploaded; undefined for what is written here. */
  original?: KeptBytes;
}

/**
 * Stores a document and queues its indexing, in one transaction. `storageKey` says which bytes it needs: those of
 * `original`, or the same bytes that were there before. Refuses a place that is taken.
 */
export async function addDocument(tx: TenantTx, actor: Actor, made: NewDocument) {
  const { organizationId, userId } = actor;
  const { name, folderId, mimeType, text, original } = made;
  await lockTree(tx, organizationId);
  await requireFreePlace(tx, { folderId, name });
  const blob = original && (await keepBlob(tx, { organizationId, ...original }));
  const { contentHash, sizeBytes } = original ?? textColumns(text ?? "");
  const row = await insertDocument(tx, {
    ...{ organizationId, userId, folderId, name, mimeType, contentHash, sizeBytes },
    ...(text === null ? {} : textColumns(text)),
    documentBlobId: blob?.id ?? null,
  });
  if (!row) throw new Error("The document was not stored.");
  if (text !== null)
    await insertVersion(tx, { organizationId, documentId: row.id, userId, version: 1, content: text });
  await enqueue(tx, "index-document", { data: { organizationId, documentId: row.id }, as: "person" });
  const action = original ? ("document.upload" as const) : ("document.create" as const);
  const data = { after: { name, folderId, mimeType, sizeBytes } };
  await audit(tx, actor, { action, table: "document", id: row.id, data });
  return { ...row, storageKey: blob?.storageKey };
}
