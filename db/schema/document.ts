import { relations, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { id, moment, tenantColumns } from "../columns";
import { tenantPolicies } from "../policies";
import { user } from "./authentication";
import { documentChunk } from "./chunk";

export const documentStatuses = ["pending", "in_progress", "completed", "failed"] as const;
export const documentStatus = pgEnum("document_status", documentStatuses);

// Deleted things stay for the seconds in which a deletion can be undone. What goes together carries one `deletionId`.
const deletion = { deletedAt: moment(), deletionId: text() };

/** A folder of documents. Paths are computed; a move that would make a cycle is refused in its transaction. */
export const folder = pgTable(
  "folder",
  {
    id: id(),
    ...tenantColumns,
    userId: text().references(() => user.id, { onDelete: "set null" }),
    // Null at the top.
    parentFolderId: text(),
    name: text().notNull(),
    ...deletion,
  },
  (table) => [
    ...tenantPolicies("folder", table),
    foreignKey({
      name: "folder_parent_fk",
      columns: [table.organizationId, table.parentFolderId],
      foreignColumns: [table.organizationId, table.id],
    }).onDelete("cascade"),
    index("folder_parentFolderId_idx").on(table.organizationId, table.parentFolderId),
    index("folder_userId_idx").on(table.userId),
    // No name twice in one place, the top included. What is deleted holds no name.
    uniqueIndex("folder_place_uidx")
      .on(table.organizationId, sql`coalesce(parent_folder_id, '')`, table.name)
      .where(sql`deleted_at is null`),
    check("folder_deletion_check", sql`(deleted_at is null) = (deletion_id is null)`),
  ],
);

/** The bytes of an upload, once for each content in an organization. `storageKey` names them in the blob store. */
export const documentBlob = pgTable(
  "document_blob",
  {
    id: id(),
    ...tenantColumns,
    // SHA-256 of the bytes.
    contentHash: text().notNull(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    // Another one for each row: bytes that are deleted and bytes that come again never meet under one name.
    storageKey: text().notNull(),
  },
  (table) => [
    ...tenantPolicies("document_blob", table),
    uniqueIndex("document_blob_contentHash_uidx").on(table.organizationId, table.contentHash),
  ],
);

/** Where a page, a sheet or a slide begins in a document's text: UTF-16 code units. */
export const placeSchema = z.object({ label: z.string(), start: z.number().int().min(0) });
export type DocumentPlace = z.output<typeof placeSchema>;

/** Something people wrote or uploaded. `version` moves with every change of its text. */
export const document = pgTable(
  "document",
  {
    id: id(),
    ...tenantColumns,
    userId: text().references(() => user.id, { onDelete: "set null" }),
    // Null at the top.
    folderId: text(),
    name: text().notNull(),
    // Found out from the bytes, and only among kinds of text from the name.
    mimeType: text().notNull(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    // SHA-256 of the text as it is, or of the bytes where no text was taken from them yet.
    contentHash: text().notNull(),
    // What is shown and searched. Null until it has been taken from the bytes.
    contentText: text(),
    places: jsonb().$type<DocumentPlace[]>().notNull().default([]),
    // Secrets in `contentText`, half-open, in UTF-16 code units: blotted out wherever the text is found.
    secretSpans: jsonb().$type<[number, number][]>().notNull().default([]),
    version: integer().notNull().default(1),
    // The file as it was uploaded; null for what was written here.
    documentBlobId: text(),
    indexingStatus: documentStatus().notNull().default("pending"),
    indexingError: text(),
    ...deletion,
  },
  (table) => [
    ...tenantPolicies("document", table),
    foreignKey({
      name: "document_folder_fk",
      columns: [table.organizationId, table.folderId],
      foreignColumns: [folder.organizationId, folder.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "document_blob_fk",
      columns: [table.organizationId, table.documentBlobId],
      foreignColumns: [documentBlob.organizationId, documentBlob.id],
    }),
    // The list of a folder.
    index("document_folderId_idx").on(table.organizationId, table.folderId),
    index("document_documentBlobId_idx").on(table.organizationId, table.documentBlobId),
    index("document_userId_idx").on(table.userId),
    uniqueIndex("document_place_uidx")
      .on(table.organizationId, sql`coalesce(folder_id, '')`, table.name)
      .where(sql`deleted_at is null`),
    check("document_deletion_check", sql`(deleted_at is null) = (deletion_id is null)`),
    check("document_error_check", sql`(indexing_status = 'failed') = (indexing_error is not null)`),
  ],
);

/** A document's text as it was at a version, the present one included. */
export const documentVersion = pgTable(
  "document_version",
  {
    id: id(),
    ...tenantColumns,
    documentId: text().notNull(),
    // Who wrote it.
    userId: text().references(() => user.id, { onDelete: "set null" }),
    version: integer().notNull(),
    content: text().notNull(),
    note: text(),
    // Saved by itself: the next such save of the same person takes its place.
    isAutosaved: boolean().notNull().default(false),
  },
  (table) => [
    ...tenantPolicies("document_version", table),
    foreignKey({
      name: "document_version_document_fk",
      columns: [table.organizationId, table.documentId],
      foreignColumns: [document.organizationId, document.id],
    }).onDelete("cascade"),
    index("document_version_userId_idx").on(table.userId),
    uniqueIndex("document_version_version_uidx").on(table.organizationId, table.documentId, table.version),
  ],
);

// A folder holds folders and documents; a document has many versions and chunks, and at most one original.
export const folderRelations = relations(folder, ({ one, many }) => ({
  parent: one(folder, { fields: [folder.parentFolderId], references: [folder.id], relationName: "within" }),
  folders: many(folder, { relationName: "within" }),
  documents: many(document),
  user: one(user, { fields: [folder.userId], references: [user.id] }),
}));
export const documentBlobRelations = relations(documentBlob, ({ many }) => ({ documents: many(document) }));
export const documentRelations = relations(document, ({ one, many }) => ({
  folder: one(folder, { fields: [document.folderId], references: [folder.id] }),
  blob: one(documentBlob, { fields: [document.documentBlobId], references: [documentBlob.id] }),
  user: one(user, { fields: [document.userId], references: [user.id] }),
  versions: many(documentVersion),
  chunks: many(documentChunk),
}));
export const documentVersionRelations = relations(documentVersion, ({ one }) => ({
  document: one(document, { fields: [documentVersion.documentId], references: [document.id] }),
  user: one(user, { fields: [documentVersion.userId], references: [user.id] }),
}));

/** A name of a folder or a document: never a path, and not one that stands for a place. */
export const placeName = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(200, "A name has at most 200 characters.")
  .transform((name) => name.normalize("NFC"))
  .refine((name) => !name.includes("/"), "A name cannot hold a slash: make a folder instead.")
  .refine((name) => !/\p{Cc}/u.test(name), "A name cannot hold line breaks or control characters.")
  .refine((name) => name !== "." && name !== "..", "“.” and “..” are no names.");
const places = z.array(placeSchema);
const secretSpans = z.array(z.tuple([z.number().int(), z.number().int()]));

export const insertFolderSchema = createInsertSchema(folder, { name: placeName });
export const selectFolderSchema = createSelectSchema(folder);
export const patchFolderSchema = createUpdateSchema(folder, { name: placeName.optional() });
export const insertDocumentBlobSchema = createInsertSchema(documentBlob);
export const selectDocumentBlobSchema = createSelectSchema(documentBlob);
export const patchDocumentBlobSchema = createUpdateSchema(documentBlob);
export const insertDocumentSchema = createInsertSchema(document, {
  name: placeName,
  places: places.optional(),
  secretSpans: secretSpans.optional(),
});
export const selectDocumentSchema = createSelectSchema(document, { places, secretSpans });
export const patchDocumentSchema = createUpdateSchema(document, {
  name: placeName.optional(),
  places: places.optional(),
  secretSpans: secretSpans.optional(),
});
export const insertDocumentVersionSchema = createInsertSchema(documentVersion);
export const selectDocumentVersionSchema = createSelectSchema(documentVersion);
export const patchDocumentVersionSchema = createUpdateSchema(documentVersion);
