import { relations, sql } from "drizzle-orm";
import {
  bit,
  boolean,
  check,
  foreignKey,
  halfvec,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { audienceColumn, id, moment, tenantColumns } from "../columns";
import { audiencePolicies, tenantPolicies } from "../policies";
import { user } from "./authentication";
import { documentChunk, VECTOR_DIMENSIONS } from "./chunk";
import { organization } from "./organization";

/** Which model's vectors an organization's searches meet. One row an organization; none before anything is indexed. */
export const embeddingSetting = pgTable(
  "embedding_setting",
  {
    id: id(),
    ...tenantColumns,
    model: text().notNull(),
    // After a switch: vectors of the model still stand in chunk_shadow, so searches look there as well.
    isMoving: boolean().notNull().default(false),
  },
  (table) => [
    ...tenantPolicies("embedding_setting", table),
    uniqueIndex("embedding_setting_one_uidx").on(table.organizationId),
  ],
);

export const embeddingRunStatuses = [
  "queued",
  "running",
  "completed",
  "failed",
  "cancelled",
  "superseded",
] as const;
export const embeddingRunStatus = pgEnum("embedding_run_status", embeddingRunStatuses);
export const embeddingPhases = ["waiting", "embedding", "moving", "done"] as const;

/** One change of an organization's embedding model. A run that another configured model replaced is superseded. */
export const embeddingRun = pgTable(
  "embedding_run",
  {
    id: id(),
    ...tenantColumns,
    // Who asked for it; null when it began by itself.
    userId: text().references(() => user.id, { onDelete: "set null" }),
    model: text().notNull(),
    previousModel: text().notNull(),
    status: embeddingRunStatus().notNull().default("queued"),
    phase: text({ enum: embeddingPhases }).notNull().default("waiting"),
    chunksTotal: integer().notNull().default(0),
    chunksDone: integer().notNull().default(0),
    // Failures of the model in a row; a batch that succeeds sets it back.
    attempts: integer().notNull().default(0),
    error: text(),
    // Whoever works on the run holds this token; a worker that lost it can no longer write.
    leaseToken: text(),
    startedAt: moment(),
    // Searches use the new model from here on.
    switchedAt: moment(),
    completedAt: moment(),
  },
  (table) => [
    ...tenantPolicies("embedding_run", table),
    // The latest run, on the page of the settings.
    index("embedding_run_organizationId_createdAt_id_idx").on(
      table.organizationId,
      table.createdAt,
      table.id,
    ),
    index("embedding_run_userId_idx").on(table.userId),
    // At most one change of an organization is under way.
    uniqueIndex("embedding_run_active_uidx")
      .on(table.organizationId)
      .where(sql`status in ('queued', 'running')`),
    check("embedding_run_phase_check", sql`phase in ('waiting', 'embedding', 'moving', 'done')`),
  ],
);

/** Vectors of a model that no search uses yet, or that have not yet been moved to their chunks after a switch. */
export const chunkShadow = pgTable(
  "chunk_shadow",
  {
    chunkId: text().primaryKey(),
    ...tenantColumns,
    ...audienceColumn,
    // SHA-256 of the text that was embedded: two chunks of one text are embedded once.
    contentHash: text().notNull(),
    embeddingModel: text().notNull(),
    embedding: halfvec({ dimensions: VECTOR_DIMENSIONS }).notNull(),
    bits: bit({ dimensions: VECTOR_DIMENSIONS }).notNull(),
  },
  (table) => [
    ...tenantPolicies("chunk_shadow", { organizationId: table.organizationId, id: table.chunkId }),
    ...audiencePolicies("chunk_shadow", { ...table, id: table.chunkId }),
    foreignKey({
      name: "chunk_shadow_chunk_fk",
      columns: [table.organizationId, table.chunkId, table.audience],
      foreignColumns: [documentChunk.organizationId, documentChunk.id, documentChunk.audience],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    index("chunk_shadow_contentHash_idx").on(table.organizationId, table.contentHash),
  ],
);

// An organization has one setting and many runs; a chunk has at most one shadow.
export const embeddingSettingRelations = relations(embeddingSetting, ({ one }) => ({
  organization: one(organization, {
    fields: [embeddingSetting.organizationId],
    references: [organization.id],
  }),
}));
export const embeddingRunRelations = relations(embeddingRun, ({ one }) => ({
  organization: one(organization, { fields: [embeddingRun.organizationId], references: [organization.id] }),
  user: one(user, { fields: [embeddingRun.userId], references: [user.id] }),
}));
export const chunkShadowRelations = relations(chunkShadow, ({ one }) => ({
  chunk: one(documentChunk, { fields: [chunkShadow.chunkId], references: [documentChunk.id] }),
}));

export const insertEmbeddingSettingSchema = createInsertSchema(embeddingSetting);
export const selectEmbeddingSettingSchema = createSelectSchema(embeddingSetting);
export const patchEmbeddingSettingSchema = createUpdateSchema(embeddingSetting);
export const insertEmbeddingRunSchema = createInsertSchema(embeddingRun);
export const selectEmbeddingRunSchema = createSelectSchema(embeddingRun);
export const patchEmbeddingRunSchema = createUpdateSchema(embeddingRun);
export const insertChunkShadowSchema = createInsertSchema(chunkShadow);
export const selectChunkShadowSchema = createSelectSchema(chunkShadow);
export const patchChunkShadowSchema = createUpdateSchema(chunkShadow);
