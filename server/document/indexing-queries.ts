import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { chunkShadow, type DocumentPlace, document, documentBlob, documentChunk } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** The state of a document that is indexed; another worker or writer may be faster. */
export interface Claim {
  id: string;
  name: string;
  version: number;
  mimeType: string;
  contentText: string | null;
  documentBlobId: string | null;
}

/** Takes up a document that waits, or whose worker has died; undefined when there is nothing to do. */
export async function claimDocument(tx: TenantTx, id: string): Promise<Claim | undefined> {
  const [row] = await tx
    .update(document)
    .set({ indexingStatus: "in_progress" })
    .where(
      and(
        eq(document.id, id),
        inArray(document.indexingStatus, ["pending", "in_progress"]),
        isNull(document.deletedAt),
      ),
    )
    .returning({
      id: document.id,
      name: document.name,
      version: document.version,
      mimeType: document.mimeType,
      contentText: document.contentText,
      documentBlobId: document.documentBlobId,
    });
  return row;
}

const isAsClaimed = ({ id, version, name }: Claim) =>
  and(
    eq(document.id, id),
    eq(document.version, version),
    eq(document.name, name),
    eq(document.indexingStatus, "in_progress"),
  );

/** Whether the document is still what was claimed; if so, nobody changes it before the transaction ends. */
export async function holdClaim(tx: TenantTx, claim: Claim): Promise<boolean> {
  const rows = await tx.select({ id: document.id }).from(document).where(isAsClaimed(claim)).for("update");
  return rows.length > 0;
}

/** Where the bytes of a claimed document lie. */
export async function getStorageKey(tx: TenantTx, documentBlobId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ storageKey: documentBlob.storageKey })
    .from(documentBlob)
    .where(eq(documentBlob.id, documentBlobId));
  return row?.storageKey;
}

/** Stores the text that was taken from a document's bytes; false when it is not what was claimed any more. */
export async function storeExtracted(
  tx: TenantTx,
  claim: Claim,
  { text, places }: { text: string; places: DocumentPlace[] },
): Promise<boolean> {
  const rows = await tx
    .update(document)
    .set({ contentText: text, places })
    .where(isAsClaimed(claim))
    .returning({ id: document.id });
  return rows.length > 0;
}

/** Ends the indexing of what was claimed. Text that came meanwhile is left as it waits. */
export async function endIndexing(
  tx: TenantTx,
  claim: Claim,
  end:
    | { indexingStatus: "completed"; secretSpans: [number, number][] }
    | { indexingStatus: "failed"; indexingError: string }
    | { indexingStatus: "pending" },
): Promise<void> {
  await tx.update(document).set(end).where(isAsClaimed(claim));
}

/** Chunks of documents that carry a vector of `model` for one of these texts, one each. */
export async function listLenders(
  tx: TenantTx,
  { organizationId, model, hashes }: { organizationId: string; model: string; hashes: string[] },
): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([documentChunk.contentHash], { id: documentChunk.id, hash: documentChunk.contentHash })
    .from(documentChunk)
    .leftJoin(chunkShadow, eq(chunkShadow.chunkId, documentChunk.id))
    .where(
      and(
        eq(documentChunk.organizationId, organizationId),
        isNotNull(documentChunk.documentId),
        inArray(documentChunk.contentHash, hashes),
        eq(documentChunk.embeddingModel, model),
        isNull(chunkShadow.chunkId),
      ),
    );
  return new Map(rows.map((row) => [row.hash, row.id]));
}

/** Whether all these chunks are still there; if so, they stay until the transaction ends. */
export async function holdChunks(tx: TenantTx, ids: string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const rows = await tx
    .select({ id: documentChunk.id })
    .from(documentChunk)
    .where(inArray(documentChunk.id, ids))
    .for("key share");
  return rows.length === ids.length;
}

/** Deletes chunks of a document, in whose place others stand by now. */
export async function deleteChunks(tx: TenantTx, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(documentChunk).where(inArray(documentChunk.id, ids));
}

export async function listChunkIds(tx: TenantTx, documentId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: documentChunk.id })
    .from(documentChunk)
    .where(eq(documentChunk.documentId, documentId));
  return rows.map((row) => row.id);
}
