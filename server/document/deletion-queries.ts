import { and, eq, inArray, isNull, notExists } from "drizzle-orm";
import { document, documentBlob, folder } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** Marks folders and the documents in them as deleted; what was deleted before keeps its own deletion. */
export async function markFoldersDeleted(tx: TenantTx, folderIds: string[], deletionId: string) {
  const gone = { deletedAt: new Date(), deletionId };
  const folders = await tx
    .update(folder)
    .set(gone)
    .where(and(inArray(folder.id, folderIds), isNull(folder.deletedAt)))
    .returning({ id: folder.id });
  const documents = await tx
    .update(document)
    .set(gone)
    .where(and(inArray(document.folderId, folderIds), isNull(document.deletedAt)))
    .returning({ id: document.id });
  return { folders: folders.length, documents: documents.length };
}

export async function markDocumentDeleted(tx: TenantTx, id: string, deletionId: string) {
  const [row] = await tx
    .update(document)
    .set({ deletedAt: new Date(), deletionId })
    .where(and(eq(document.id, id), isNull(document.deletedAt)))
    .returning({ id: document.id, name: document.name });
  return row;
}

/** What one deletion has taken, with where each stood. */
export async function listDeleted(tx: TenantTx, deletionId: string) {
  const folders = await tx
    .select({ id: folder.id, name: folder.name, folderId: folder.parentFolderId })
    .from(folder)
    .where(eq(folder.deletionId, deletionId));
  const documents = await tx
    .select({ id: document.id, name: document.name, folderId: document.folderId })
    .from(document)
    .where(eq(document.deletionId, deletionId));
  return { folders, documents };
}

export async function unmarkDeleted(tx: TenantTx, deletionId: string): Promise<void> {
  const here = { deletedAt: null, deletionId: null };
  await tx.update(folder).set(here).where(eq(folder.deletionId, deletionId));
  await tx.update(document).set(here).where(eq(document.deletionId, deletionId));
}

/** Deletes for good what one deletion has taken, with all that hangs on it. */
export async function deleteMarked(tx: TenantTx, deletionId: string): Promise<void> {
  await tx.delete(document).where(eq(document.deletionId, deletionId));
  await tx.delete(folder).where(eq(folder.deletionId, deletionId));
}

/** Deletes the originals that no document has any more, and gives the keys of their bytes. */
export async function deleteUnusedBlobs(tx: TenantTx): Promise<string[]> {
  const users = tx
    .select({ id: document.id })
    .from(document)
    .where(
      and(
        eq(document.organizationId, documentBlob.organizationId),
        eq(document.documentBlobId, documentBlob.id),
      ),
    );
  const rows = await tx
    .delete(documentBlob)
    .where(notExists(users))
    .returning({ storageKey: documentBlob.storageKey });
  return rows.map((row) => row.storageKey);
}

/** Every row that names bytes, with how many there should be. */
export function listKeptBlobs(tx: TenantTx): Promise<{ storageKey: string; sizeBytes: number }[]> {
  return tx
    .select({ storageKey: documentBlob.storageKey, sizeBytes: documentBlob.sizeBytes })
    .from(documentBlob);
}
