import { relations, sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { id, tenantColumns } from "../columns";
import { audiencePolicies, tenantPolicies } from "../policies";
import { chunkSources, documentChunk } from "./chunk";
import { conversationMessage } from "./conversation";

export const citationVerdicts = ["supported", "unsupported"] as const;
export const citationVerdict = pgEnum("citation_verdict", citationVerdicts);
export const freshnesses = ["current", "moved", "changed", "gone"] as const;

/** Where a claim of an answer comes from, and whether the checker found it there. */
export const citation = pgTable(
  "citation",
  {
    id: id(),
    ...tenantColumns,
    audience: text().notNull(),
    messageId: text().notNull(),
    claimIndex: integer().notNull(),
    // From 0 within the claim.
    position: integer().notNull(),
    // Null once the index has replaced it.
    chunkId: text(),
    // The row that was cited; what stands at `path` now may be another one.
    sourceTable: text({ enum: chunkSources }).notNull(),
    sourceId: text().notNull(),
    // No foreign key: a citation outlives its repository, and says then that the source is gone. Null for a document, which
    // `source_id` names.
    repositoryId: text(),
    path: text().notNull(),
    startLine: integer().notNull(),
    endLine: integer().notNull(),
    // UTF-16 code units into the source of `contentHash`, half-open.
    startChar: integer().notNull(),
    endChar: integer().notNull(),
    quote: text().notNull(),
    contentHash: text().notNull(),
    verdict: citationVerdict().notNull(),
    // Why it is unsupported, in words.
    reason: text(),
  },
  (table) => [
    ...tenantPolicies("citation", table),
    ...audiencePolicies("citation", table),
    foreignKey({
      name: "citation_message_fk",
      columns: [table.organizationId, table.messageId, table.audience],
      foreignColumns: [
        conversationMessage.organizationId,
        conversationMessage.id,
        conversationMessage.audience,
      ],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    // `on delete set null (chunk_id)` needs its column named: written by hand in the migration.
    foreignKey({
      name: "citation_chunk_fk",
      columns: [table.organizationId, table.chunkId],
      foreignColumns: [documentChunk.organizationId, documentChunk.id],
    }),
    index("citation_audience_idx").on(table.organizationId, table.messageId, table.audience),
    index("citation_chunk_idx").on(table.organizationId, table.chunkId),
    uniqueIndex("citation_position_uidx").on(
      table.organizationId,
      table.messageId,
      table.claimIndex,
      table.position,
    ),
    check("citation_source_check", sql`(source_table = 'file') = (repository_id is not null)`),
    check("citation_span_check", sql`start_char >= 0 and end_char >= start_char`),
    check("citation_reason_check", sql`(verdict = 'unsupported') = (reason is not null)`),
  ],
);

// A message has many citations; a citation has at most one chunk.
export const citationRelations = relations(citation, ({ one }) => ({
  message: one(conversationMessage, { fields: [citation.messageId], references: [conversationMessage.id] }),
  chunk: one(documentChunk, { fields: [citation.chunkId], references: [documentChunk.id] }),
}));

export const insertCitationSchema = createInsertSchema(citation);
export const selectCitationSchema = createSelectSchema(citation);
export const patchCitationSchema = createUpdateSchema(citation);
