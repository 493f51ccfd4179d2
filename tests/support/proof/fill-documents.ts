import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { chunkSignature, document, documentBlob, documentChunk, documentVersion, folder } from "@/db/schema";
import { getEmbedder } from "@/server/ai/get-embedder";
import { newBlobKey } from "@/server/blob/blob-key";
import type { OwnerTx } from "./owner";

export interface DocumentIds {
  /** At the top, with a folder in it. */
  folderId: string;
  innerFolderId: string;
  /** In the inner folder: markdown, at version 2, indexed. */
  documentId: string;
  /** Of a document that was deleted a moment ago. */
  deletionId: string;
}

export const newDocumentIds = (): DocumentIds => ({
  folderId: newId(),
  innerFolderId: newId(),
  documentId: newId(),
  deletionId: newId(),
});

/** Two folders, a document with its versions, original and chunk, and a deleted one; each text holds the mark. */
export async function fillDocuments(
  tx: OwnerTx,
  { ids, mark, userId }: { ids: DocumentIds & { organizationId: string }; mark: string; userId: string },
): Promise<void> {
  const { organizationId, folderId, innerFolderId, documentId, deletionId } = ids;
  const own = { organizationId, userId };
  await tx.insert(folder).values([
    { ...own, id: folderId, name: `${mark} folder ${folderId}` },
    { ...own, id: innerFolderId, parentFolderId: folderId, name: `inner-${innerFolderId}` },
  ]);
  const documentBlobId = newId();
  await tx.insert(documentBlob).values({
    ...{ id: documentBlobId, organizationId, sizeBytes: 4 },
    ...{ contentHash: `${mark} ${documentId}`, storageKey: newBlobKey(organizationId, documentId) },
  });
  const text = {
    ...{ mimeType: "text/markdown", sizeBytes: 9, contentHash: mark, contentText: `${mark} content` },
    ...{ places: [{ label: mark, start: 0 }], version: 2 },
  };
  await tx.insert(document).values([
    {
      ...{ ...own, ...text, id: documentId, folderId: innerFolderId, name: `${mark}.md`, documentBlobId },
      indexingStatus: "completed",
    },
    {
      ...{ ...own, ...text, id: newId(), name: `${mark} failed ${documentId}`, mimeType: mark },
      ...{ indexingStatus: "failed", indexingError: mark, deletedAt: new Date(), deletionId },
    },
  ]);
  await tx.insert(documentVersion).values([
    { ...own, documentId, version: 1, content: `${mark} before`, note: mark },
    { ...own, documentId, version: 2, content: text.contentText },
  ]);
  const chunkId = newId();
  const shared = {
    ...{ organizationId, language: "markdown", sourceTable: "document" as const, sourceId: documentId },
    ...{ embeddingModel: getEmbedder().model, firstGeneration: 1 },
  };
  await tx.insert(documentChunk).values({
    ...{ ...shared, id: chunkId, documentId, position: 0, content: text.contentText, contentHash: mark },
    ...{
      symbol: mark,
      symbolKind: "heading",
      scope: mark,
      startLine: 1,
      endLine: 1,
      startChar: 0,
      endChar: 5,
    },
    ...{ tsv: sql`to_tsvector('simple', ${mark})` as unknown as string, wordCount: 2 },
    embedding: Array.from({ length: 1536 }, (_, index) => (index < 384 ? 0.05 : 0)),
  });
  const bits = "1".repeat(384) + "0".repeat(1536 - 384);
  await tx.insert(chunkSignature).values({ ...shared, repositoryId: "document", chunkId, bits });
}
