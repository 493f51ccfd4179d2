import { and, asc, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { documentChunk, knowledgeBase } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

const isPending = ne(knowledgeBase.shelvedVersion, knowledgeBase.version);

/** Entries whose words searches do not find yet as they are now; at most `limit`. */
export function listPending(tx: TenantTx, limit: number) {
  return tx
    .select({
      id: knowledgeBase.id,
      repositoryId: knowledgeBase.repositoryId,
      version: knowledgeBase.version,
      category: knowledgeBase.category,
      title: knowledgeBase.title,
      content: knowledgeBase.content,
      review: knowledgeBase.review,
    })
    .from(knowledgeBase)
    .where(isPending)
    .orderBy(asc(knowledgeBase.id))
    .limit(limit);
}

/** Whether the entry is still at this version and pending; if so, nobody changes it before the transaction ends. */
export async function holdPending(tx: TenantTx, id: string, version: number): Promise<boolean> {
  const rows = await tx
    .select({ id: knowledgeBase.id })
    .from(knowledgeBase)
    .where(and(eq(knowledgeBase.id, id), eq(knowledgeBase.version, version), isPending))
    .for("update");
  return rows.length > 0;
}

/** Says that searches find this version: of what is not there any more nothing is said. */
export async function markShelved(tx: TenantTx, id: string, version: number): Promise<void> {
  await tx.update(knowledgeBase).set({ shelvedVersion: version }).where(eq(knowledgeBase.id, id));
}

export function listChunksOfEntry(tx: TenantTx, id: string) {
  return tx
    .select({
      id: documentChunk.id,
      position: documentChunk.position,
      content: documentChunk.content,
      contentHash: documentChunk.contentHash,
      startChar: documentChunk.startChar,
    })
    .from(documentChunk)
    .where(eq(documentChunk.knowledgeBaseId, id));
}

export async function deleteEntryChunks(tx: TenantTx, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(documentChunk).where(inArray(documentChunk.id, ids));
}

/** Chunks of entries that have no vector yet, in the order of their ids; at most `limit`. */
export function listWithoutVector(tx: TenantTx, organizationId: string, limit: number) {
  return tx
    .select({
      id: documentChunk.id,
      entryId: sql<string>`${documentChunk.knowledgeBaseId}`,
      content: documentChunk.content,
      symbol: documentChunk.symbol,
      scope: documentChunk.scope,
    })
    .from(documentChunk)
    .where(
      and(
        eq(documentChunk.organizationId, organizationId),
        isNotNull(documentChunk.knowledgeBaseId),
        isNull(documentChunk.embedding),
      ),
    )
    .orderBy(asc(documentChunk.id))
    .limit(limit);
}

/**
 * Touches an entry whose chunks change, so that a search that goes on notices, and holds it until the transaction ends; false
 * when it is not there any more.
 */
export async function touchEntry(tx: TenantTx, id: string): Promise<boolean> {
  const rows = await tx
    .update(knowledgeBase)
    .set({ updatedAt: new Date() })
    .where(eq(knowledgeBase.id, id))
    .returning({ id: knowledgeBase.id });
  return rows.length > 0;
}
