import { and, asc, desc, eq, ilike, isNull, sql } from "drizzle-orm";
import { document, documentBlob, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

const isHere = isNull(document.deletedAt);

const summary = {
  id: document.id,
  folderId: document.folderId,
  name: document.name,
  mimeType: document.mimeType,
  sizeBytes: document.sizeBytes,
  version: document.version,
  indexingStatus: document.indexingStatus,
  indexingError: document.indexingError,
  createdAt: document.createdAt,
  updatedAt: document.updatedAt,
};

const orders = {
  name: sql`lower(${document.name})`,
  updatedAt: document.updatedAt,
  sizeBytes: document.sizeBytes,
};
export const documentOrders = ["name", "updatedAt", "sizeBytes"] as const satisfies (keyof typeof orders)[];

/** Documents directly in a folder (null: at the top), or anywhere where `folderId` is undefined. */
export function listDocuments(
  tx: TenantTx,
  list: {
    folderId: string | null | undefined;
    limit: number;
    offset: number;
    sortBy: keyof typeof orders;
    sortDirection: "asc" | "desc";
    namePattern: string | undefined;
  },
) {
  const direction = list.sortDirection === "asc" ? asc : desc;
  const place =
    list.folderId === undefined
      ? undefined
      : list.folderId === null
        ? isNull(document.folderId)
        : eq(document.folderId, list.folderId);
  const named = list.namePattern === undefined ? undefined : ilike(document.name, list.namePattern);
  return tx
    .select(summary)
    .from(document)
    .where(and(isHere, place, named))
    .orderBy(direction(orders[list.sortBy]), direction(document.id))
    .limit(list.limit)
    .offset(list.offset);
}

/** A document with its text. The names of people who are no members any more are null. */
export async function getDocument(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      ...summary,
      contentText: document.contentText,
      places: document.places,
      secretSpans: document.secretSpans,
      hasOriginal: sql<boolean>`${document.documentBlobId} is not null`,
      addedBy: user.name,
    })
    .from(document)
    .leftJoin(user, eq(user.id, document.userId))
    .where(and(eq(document.id, id), isHere));
  return row;
}

/** What a document is called and where it stands. */
export async function getDocumentPlace(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({ id: document.id, folderId: document.folderId, name: document.name })
    .from(document)
    .where(and(eq(document.id, id), isHere));
  return row;
}

export async function insertDocument(tx: TenantTx, values: typeof document.$inferInsert) {
  const [row] = await tx
    .insert(document)
    .values(values)
    .returning({ id: document.id, name: document.name, version: document.version });
  return row;
}

export async function moveDocumentRow(tx: TenantTx, id: string, folderId: string | null) {
  const [row] = await tx
    .update(document)
    .set({ folderId })
    .where(and(eq(document.id, id), isHere))
    .returning({ id: document.id, folderId: document.folderId, name: document.name });
  return row;
}

/** Gives a document another name; it waits to be indexed again, because its name is found too. */
export async function renameDocumentRow(tx: TenantTx, id: string, name: string) {
  const [row] = await tx
    .update(document)
    .set({ name, ...waiting })
    .where(and(eq(document.id, id), isHere))
    .returning({ id: document.id, folderId: document.folderId, name: document.name });
  return row;
}

/** Puts a text in place of version `from`; undefined when the document is at another version, or gone. */
export async function updateText(
  tx: TenantTx,
  { id, from }: { id: string; from: number },
  to: { contentText: string; contentHash: string; sizeBytes: number },
) {
  const [row] = await tx
    .update(document)
    .set({ ...to, secretSpans: [], places: [], version: from + 1, ...waiting })
    .where(and(eq(document.id, id), eq(document.version, from), isHere))
    .returning({ id: document.id, version: document.version });
  return row;
}

/** Lets a document wait for its indexing again. */
export async function waitForIndexing(tx: TenantTx, id: string) {
  const [row] = await tx
    .update(document)
    .set(waiting)
    .where(and(eq(document.id, id), isHere))
    .returning({ id: document.id, indexingStatus: document.indexingStatus });
  return row;
}

const waiting = { indexingStatus: "pending" as const, indexingError: null };

/** Where the bytes of a document's original lie; null for what was written here. */
export async function getOriginal(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({
      name: document.name,
      mimeType: document.mimeType,
      contentText: document.contentText,
      storageKey: documentBlob.storageKey,
    })
    .from(document)
    .leftJoin(documentBlob, eq(documentBlob.id, document.documentBlobId))
    .where(and(eq(document.id, id), isHere));
  return row;
}

/** The original of these bytes that the organization has already, or a new row for them. */
export async function keepBlob(
  tx: TenantTx,
  blob: { organizationId: string; contentHash: string; sizeBytes: number; storageKey: string },
): Promise<{ id: string; storageKey: string } | undefined> {
  await tx.insert(documentBlob).values(blob).onConflictDoNothing();
  const [row] = await tx
    .select({ id: documentBlob.id, storageKey: documentBlob.storageKey })
    .from(documentBlob)
    .where(eq(documentBlob.contentHash, blob.contentHash));
  return row;
}
