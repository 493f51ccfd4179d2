import { relations, sql } from "drizzle-orm";
import {
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
import { conversationStep } from "./conversation-step";
import { repository } from "./indexing";
import {
  differenceSchema,
  type Evidence,
  evidenceSchema,
  exampleSchema,
  type Finding,
  findingSchema,
  type KnowledgeDifference,
  type KnowledgeExample,
  knowledgeCategories,
} from "./knowledge-part";

export const knowledgeCategory = pgEnum("knowledge_category", knowledgeCategories);
export const knowledgeOrigins = ["mined", "written", "agent"] as const;
export const knowledgeOrigin = pgEnum("knowledge_origin", knowledgeOrigins);
export const knowledgeFreshnesses = ["fresh", "stale", "contradicted"] as const;
export const knowledgeFreshness = pgEnum("knowledge_freshness", knowledgeFreshnesses);
export const knowledgeReviews = ["proposed", "accepted", "rejected"] as const;
export const knowledgeReview = pgEnum("knowledge_review", knowledgeReviews);

/** What a team knows about the testing of one repository: mined from its code, or written. */
export const knowledgeBase = pgTable(
  "knowledge_base",
  {
    id: id(),
    ...tenantColumns,
    repositoryId: text().notNull(),
    // Who wrote it; null for what was mined, and for what the assistant proposes.
    userId: text().references(() => user.id, { onDelete: "set null" }),
    category: knowledgeCategory().notNull(),
    title: text().notNull(),
    // Markdown.
    content: text().notNull(),
    // SHA-256 of title and content.
    contentHash: text().notNull(),
    // The numbers that the content states.
    examples: jsonb().$type<KnowledgeExample[]>().notNull().default([]),
    // Where it was read from: what its freshness is judged by.
    sourceFiles: jsonb().$type<Evidence[]>().notNull().default([]),
    origin: knowledgeOrigin().notNull(),
    // The step of a confirmed plan that proposed it, as long as its conversation is there.
    conversationStepId: text(),
    // What a model says to the numbers of a mined entry, beside them and never in their place.
    wording: text(),
    // The content that a model was asked to word, by its hash: it is asked once.
    wordedHash: text(),
    // A person has changed the words: mining never writes them again.
    isEdited: boolean().notNull().default(false),
    freshness: knowledgeFreshness().notNull().default("fresh"),
    // Null while it is fresh.
    difference: jsonb().$type<KnowledgeDifference>(),
    // The published generation that the freshness was judged by; 0 before the first time.
    checkedGeneration: integer().notNull().default(0),
    review: knowledgeReview().notNull().default("proposed"),
    reviewedByUserId: text().references(() => user.id, { onDelete: "set null" }),
    reviewedAt: moment(),
    version: integer().notNull().default(1),
    // The version whose words searches find; 0 before the first time.
    shelvedVersion: integer().notNull().default(0),
  },
  (table) => [
    ...tenantPolicies("knowledge_base", table),
    foreignKey({
      name: "knowledge_base_repository_fk",
      columns: [table.organizationId, table.repositoryId],
      foreignColumns: [repository.organizationId, repository.id],
    }).onDelete("cascade"),
    // `on delete set null (conversation_step_id)` needs its column named: written by hand in the migration.
    foreignKey({
      name: "knowledge_base_step_fk",
      columns: [table.organizationId, table.conversationStepId],
      foreignColumns: [conversationStep.organizationId, conversationStep.id],
    }),
    index("knowledge_base_step_idx").on(table.organizationId, table.conversationStepId),
    index("knowledge_base_userId_idx").on(table.userId),
    index("knowledge_base_reviewedByUserId_idx").on(table.reviewedByUserId),
    // The screen of a repository, and its key.
    index("knowledge_base_repositoryId_idx").on(table.organizationId, table.repositoryId, table.category),
    // Mining says one thing about each category.
    uniqueIndex("knowledge_base_mined_uidx")
      .on(table.organizationId, table.repositoryId, table.category)
      .where(sql`origin = 'mined'`),
    check("knowledge_base_title_check", sql`length(title) between 1 and 200`),
    check("knowledge_base_content_check", sql`length(content) <= 100000`),
    check("knowledge_base_wording_check", sql`length(wording) <= 4000`),
    check("knowledge_base_difference_check", sql`(freshness = 'fresh') = (difference is null)`),
  ],
);

/** What the last mining of a repository found: what its entries are compared with, and regenerated from. */
export const knowledgeMining = pgTable(
  "knowledge_mining",
  {
    id: id(),
    ...tenantColumns,
    repositoryId: text().notNull(),
    // The published generation that was mined.
    generation: integer().notNull(),
    // Of the miner that read it: what an older one found is mined anew.
    minerVersion: integer().notNull().default(0),
    findings: jsonb().$type<Finding[]>().notNull(),
    files: integer().notNull(),
    durationMs: integer().notNull(),
    minedAt: moment().notNull(),
  },
  (table) => [
    ...tenantPolicies("knowledge_mining", table),
    foreignKey({
      name: "knowledge_mining_repository_fk",
      columns: [table.organizationId, table.repositoryId],
      foreignColumns: [repository.organizationId, repository.id],
    }).onDelete("cascade"),
    uniqueIndex("knowledge_mining_repositoryId_uidx").on(table.organizationId, table.repositoryId),
  ],
);

// A repository has many entries and at most one mining; an entry has at most one author, one reviewer and one step.
export const knowledgeBaseRelations = relations(knowledgeBase, ({ one }) => ({
  repository: one(repository, { fields: [knowledgeBase.repositoryId], references: [repository.id] }),
}));
export const knowledgeMiningRelations = relations(knowledgeMining, ({ one }) => ({
  repository: one(repository, { fields: [knowledgeMining.repositoryId], references: [repository.id] }),
}));

const title = z
  .string()
  .trim()
  .min(1, "Give the entry a title.")
  .max(200, "A title has at most 200 characters.")
  .regex(/^[^\r\n]*$/, "A title is one line.");
const content = z
  .string()
  .max(100_000, "An entry holds at most 100,000 characters.")
  // One kind of line end, so that a file that went through Windows says the same.
  .overwrite((text) => text.replaceAll(/\r\n?/g, "\n"));
const parts = { examples: z.array(exampleSchema), sourceFiles: z.array(evidenceSchema) };
const difference = differenceSchema.nullable();
const findings = z.array(findingSchema);

export const insertKnowledgeBaseSchema = createInsertSchema(knowledgeBase, {
  title,
  content,
  examples: parts.examples.optional(),
  sourceFiles: parts.sourceFiles.optional(),
  difference: difference.optional(),
});
export const selectKnowledgeBaseSchema = createSelectSchema(knowledgeBase, { ...parts, difference });
export const patchKnowledgeBaseSchema = createUpdateSchema(knowledgeBase, {
  title: title.optional(),
  content: content.optional(),
  examples: parts.examples.optional(),
  sourceFiles: parts.sourceFiles.optional(),
  difference: difference.optional(),
});
export const insertKnowledgeMiningSchema = createInsertSchema(knowledgeMining, { findings });
export const selectKnowledgeMiningSchema = createSelectSchema(knowledgeMining, { findings });
export const patchKnowledgeMiningSchema = createUpdateSchema(knowledgeMining, {
  findings: findings.optional(),
});
