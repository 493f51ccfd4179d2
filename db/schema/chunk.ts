import { relations, sql } from "drizzle-orm";
import {
  bit,
  check,
  customType,
  foreignKey,
  halfvec,
  index,
  integer,
  pgTable,
  text,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { audienceColumn, heldTenantColumns, id } from "../columns";
import { audiencePolicies, searchPolicy, tenantPolicies } from "../policies";
import { document } from "./document";
import { file, repository } from "./indexing";
import { knowledgeBase } from "./knowledge";

/** Columns of every stored vector; smaller models are padded with zeros, which leaves the cosine as it was. */
export const VECTOR_DIMENSIONS = 1536;

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

export const chunkSources = ["file", "document", "knowledge"] as const;

/** A passage that can be found. Exactly one parent; arms for other parents come with their features. Of a document or an entry, only what is current stands here. */
export const documentChunk = pgTable(
  "document_chunk",
  {
    id: id(),
    ...heldTenantColumns,
    ...audienceColumn,
    fileId: text(),
    documentId: text(),
    knowledgeBaseId: text(),
    // Of an entry: the shelf it stands on, one a repository. Others stand in their repository, or among the documents.
    shelf: text(),
    sourceTable: text({ enum: chunkSources }).notNull(),
    sourceId: text().notNull(),
    repositoryId: text(),
    language: text(),
    position: integer().notNull(),
    content: text().notNull(),
    symbol: text(),
    symbolKind: text(),
    scope: text(),
    startLine: integer(),
    endLine: integer(),
    // UTF-16 code units into the stored file, half-open; Postgres counts code points, so spans are checked in TypeScript.
    startChar: integer().notNull(),
    endChar: integer().notNull(),
    // SHA-256 of the text that was embedded: an unchanged one keeps its vector.
    contentHash: text().notNull(),
    firstGeneration: integer().notNull(),
    lastGeneration: integer(),
    tsv: tsvector().notNull(),
    // How many words `tsv` was made of: the length that BM25 asks for.
    wordCount: integer().notNull(),
    embedding: halfvec({ dimensions: VECTOR_DIMENSIONS }),
    embeddingModel: text(),
  },
  (table) => [
    ...tenantPolicies("document_chunk", table),
    ...audiencePolicies("document_chunk", table),
    searchPolicy("document_chunk"),
    foreignKey({
      name: "document_chunk_file_fk",
      columns: [table.organizationId, table.fileId],
      foreignColumns: [file.organizationId, file.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "document_chunk_document_fk",
      columns: [table.organizationId, table.documentId],
      foreignColumns: [document.organizationId, document.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "document_chunk_knowledge_fk",
      columns: [table.organizationId, table.knowledgeBaseId],
      foreignColumns: [knowledgeBase.organizationId, knowledgeBase.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "document_chunk_repository_fk",
      columns: [table.organizationId, table.repositoryId],
      foreignColumns: [repository.organizationId, repository.id],
    }).onDelete("cascade"),
    check("document_chunk_parent_check", sql`num_nonnulls(file_id, document_id, knowledge_base_id) = 1`),
    check(
      "document_chunk_source_check",
      sql`source_id = coalesce(file_id, document_id, knowledge_base_id) and (source_table = 'file') = (file_id is not null)
        and (source_table = 'document') = (document_id is not null) and (file_id is null) = (repository_id is null)
        and (source_table = 'knowledge') = (knowledge_base_id is not null) and (knowledge_base_id is null) = (shelf is null)`,
    ),
    check("document_chunk_model_check", sql`(embedding is null) = (embedding_model is null)`),
    index("document_chunk_source_idx").on(table.organizationId, table.sourceTable, table.sourceId),
    index("document_chunk_fileId_idx").on(table.organizationId, table.fileId, table.position),
    // Chunks of documents, and those of one text among them: it is embedded once. Code pays nothing for it.
    index("document_chunk_documentId_idx")
      .on(table.organizationId, table.documentId)
      .where(sql`document_id is not null`),
    index("document_chunk_contentHash_idx")
      .on(table.organizationId, table.contentHash)
      .where(sql`document_id is not null`),
    index("document_chunk_knowledgeBaseId_idx")
      .on(table.organizationId, table.knowledgeBaseId)
      .where(sql`knowledge_base_id is not null`),
    index("document_chunk_repositoryId_idx").on(
      table.organizationId,
      table.repositoryId,
      table.firstGeneration,
    ),
    // Word search: reached inside the search functions only, because `@@` is not leakproof.
    index("document_chunk_tsv_idx").using("gin", table.organizationId, table.tsv),
  ],
);

/** The sign bits of a chunk's vector and what searches filter by: narrow, so that a whole tenant can be scanned. */
export const chunkSignature = pgTable(
  "chunk_signature",
  {
    chunkId: text().primaryKey(),
    ...heldTenantColumns,
    ...audienceColumn,
    bits: bit({ dimensions: VECTOR_DIMENSIONS }).notNull(),
    // The shelf it stands on, which searches name: the chunk's own, its repository, or the word `document`. Copied by the statement
    // that writes both, whose keys hold for this row too.
    repositoryId: text(),
    sourceTable: text({ enum: chunkSources }).notNull(),
    sourceId: text().notNull(),
    language: text(),
    embeddingModel: text().notNull(),
    firstGeneration: integer().notNull(),
    lastGeneration: integer(),
  },
  (table) => [
    ...tenantPolicies("chunk_signature", { organizationId: table.organizationId, id: table.chunkId }),
    ...audiencePolicies("chunk_signature", { ...table, id: table.chunkId }),
    foreignKey({
      name: "chunk_signature_chunk_fk",
      columns: [table.organizationId, table.chunkId, table.audience],
      foreignColumns: [documentChunk.organizationId, documentChunk.id, documentChunk.audience],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    index("chunk_signature_repositoryId_idx").on(
      table.organizationId,
      table.repositoryId,
      table.firstGeneration,
    ),
    index("chunk_signature_sourceId_idx").on(table.organizationId, table.sourceId),
  ],
);

// A file, a document or an entry has many chunks; a chunk has at most one signature.
export const documentChunkRelations = relations(documentChunk, ({ one }) => ({
  file: one(file, { fields: [documentChunk.fileId], references: [file.id] }),
  document: one(document, { fields: [documentChunk.documentId], references: [document.id] }),
  entry: one(knowledgeBase, { fields: [documentChunk.knowledgeBaseId], references: [knowledgeBase.id] }),
  signature: one(chunkSignature),
}));
export const chunkSignatureRelations = relations(chunkSignature, ({ one }) => ({
  chunk: one(documentChunk, { fields: [chunkSignature.chunkId], references: [documentChunk.id] }),
}));

export const insertDocumentChunkSchema = createInsertSchema(documentChunk, { tsv: z.string() });
export const selectDocumentChunkSchema = createSelectSchema(documentChunk, { tsv: z.string() });
export const patchDocumentChunkSchema = createUpdateSchema(documentChunk, { tsv: z.string().optional() });
export const insertChunkSignatureSchema = createInsertSchema(chunkSignature);
export const selectChunkSignatureSchema = createSelectSchema(chunkSignature);
export const patchChunkSignatureSchema = createUpdateSchema(chunkSignature);
