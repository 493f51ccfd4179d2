import { relations, sql } from "drizzle-orm";
import {
  bigint,
  check,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { id, tenantColumns } from "../columns";
import { tenantPolicies } from "../policies";
import { user } from "./authentication";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** An archive on its way in. Kept in the database until its index is published, so any worker can read it. */
export const upload = pgTable(
  "upload",
  {
    id: id(),
    ...tenantColumns,
    userId: text().references(() => user.id, { onDelete: "set null" }),
    fileName: text().notNull(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    receivedBytes: bigint({ mode: "number" }).notNull().default(0),
  },
  (table) => [
    ...tenantPolicies("upload", table),
    index("upload_userId_idx").on(table.userId),
    check("upload_receivedBytes_check", sql`received_bytes between 0 and size_bytes`),
  ],
);

/** One slice of an upload, at most 1 MiB; `position` counts from 0 without gaps. */
export const uploadPart = pgTable(
  "upload_part",
  {
    id: id(),
    ...tenantColumns,
    uploadId: text().notNull(),
    position: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [
    ...tenantPolicies("upload_part", table),
    foreignKey({
      name: "upload_part_upload_fk",
      columns: [table.organizationId, table.uploadId],
      foreignColumns: [upload.organizationId, upload.id],
    }).onDelete("cascade"),
    uniqueIndex("upload_part_organizationId_uploadId_position_uidx").on(
      table.organizationId,
      table.uploadId,
      table.position,
    ),
  ],
);

// An upload has many parts.
export const uploadRelations = relations(upload, ({ one, many }) => ({
  user: one(user, { fields: [upload.userId], references: [user.id] }),
  parts: many(uploadPart),
}));
export const uploadPartRelations = relations(uploadPart, ({ one }) => ({
  upload: one(upload, { fields: [uploadPart.uploadId], references: [upload.id] }),
}));

export const insertUploadSchema = createInsertSchema(upload);
export const selectUploadSchema = createSelectSchema(upload);
export const patchUploadSchema = createUpdateSchema(upload);
const bytes = z.instanceof(Uint8Array);
export const insertUploadPartSchema = createInsertSchema(uploadPart, { bytes });
export const selectUploadPartSchema = createSelectSchema(uploadPart, { bytes });
export const patchUploadPartSchema = createUpdateSchema(uploadPart, { bytes: bytes.optional() });
