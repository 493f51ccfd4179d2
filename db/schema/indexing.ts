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
import { heldTenantColumns, id, moment, tenantColumns } from "../columns";
import { searchPolicy, tenantPolicies } from "../policies";
import { user } from "./authentication";
import { documentChunk } from "./chunk";
import { organization } from "./organization";
import { upload } from "./upload";

export const sourceKinds = ["git", "upload", "folder"] as const;
export const sourceKind = pgEnum("source_kind", sourceKinds);
export const indexingStatuses = ["idle", "queued", "running", "completed", "failed"] as const;
export const indexingStatus = pgEnum("indexing_status", indexingStatuses);

/** Something that is indexed. `generation` is the published one; 0 means that nothing was published yet. */
export const repository = pgTable(
  "repository",
  {
    id: id(),
    ...tenantColumns,
    userId: text().references(() => user.id, { onDelete: "set null" }),
    name: text().notNull(),
    sourceKind: sourceKind().notNull(),
    // The folder's path or the archive's file name; later the address of a git remote.
    url: text(),
    // The branch that was chosen; null follows the server's default.
    defaultBranch: text(),
    // A token for the git server, sealed for this row (server/seal.ts). Never leaves the server.
    credential: text(),
    // How often a git repository is looked at by itself; null is never. `nextIndexAt` is when, null with it.
    reindexEveryMinutes: integer(),
    nextIndexAt: moment(),
    indexingStatus: indexingStatus().notNull().default("idle"),
    generation: integer().notNull().default(0),
    lastIndexedAt: moment(),
    lastIndexedCommit: text(),
    lastIndexedBranch: text(),
    lastError: text(),
  },
  (table) => [
    ...tenantPolicies("repository", table),
    uniqueIndex("repository_organizationId_name_uidx").on(table.organizationId, sql`lower(${table.name})`),
    index("repository_userId_idx").on(table.userId),
    // The list of repositories, newest first.
    index("repository_organizationId_createdAt_id_idx").on(table.organizationId, table.createdAt, table.id),
    check(
      "repository_reindex_check",
      sql`reindex_every_minutes >= 15 and reindex_every_minutes <= 10080 and next_index_at is not null
        or reindex_every_minutes is null and next_index_at is null`,
    ),
  ],
);

export const indexRunStatuses = ["queued", "running", "completed", "failed", "cancelled"] as const;
export const indexRunStatus = pgEnum("index_run_status", indexRunStatuses);
export const indexPhases = ["waiting", "listing", "indexing", "publishing", "done"] as const;

/** One attempt to bring a repository's index up to date; `generation` is the one it builds. */
export const indexRun = pgTable(
  "index_run",
  {
    id: id(),
    ...tenantColumns,
    repositoryId: text().notNull(),
    userId: text().references(() => user.id, { onDelete: "set null" }),
    uploadId: text(),
    status: indexRunStatus().notNull().default("queued"),
    phase: text({ enum: indexPhases }).notNull().default("waiting"),
    generation: integer().notNull(),
    filesTotal: integer().notNull().default(0),
    filesIndexed: integer().notNull().default(0),
    filesUnchanged: integer().notNull().default(0),
    filesSkipped: integer().notNull().default(0),
    filesRemoved: integer().notNull().default(0),
    chunks: integer().notNull().default(0),
    embeddings: integer().notNull().default(0),
    error: text(),
    // Whoever works on the run holds this token; a worker that lost it can no longer write.
    leaseToken: text(),
    startedAt: moment(),
    completedAt: moment(),
  },
  (table) => [
    ...tenantPolicies("index_run", table),
    foreignKey({
      name: "index_run_repository_fk",
      columns: [table.organizationId, table.repositoryId],
      foreignColumns: [repository.organizationId, repository.id],
    }).onDelete("cascade"),
    // `on delete set null (upload_id)` needs its column named: written by hand in the migration.
    foreignKey({
      name: "index_run_upload_fk",
      columns: [table.organizationId, table.uploadId],
      foreignColumns: [upload.organizationId, upload.id],
    }),
    index("index_run_repository_idx").on(table.organizationId, table.repositoryId, table.createdAt, table.id),
    index("index_run_upload_idx").on(table.organizationId, table.uploadId),
    index("index_run_userId_idx").on(table.userId),
    // At most one run of a repository is under way; also what the progress stream reads.
    uniqueIndex("index_run_active_uidx")
      .on(table.organizationId, table.repositoryId)
      .where(sql`status in ('queued', 'running')`),
    check("index_run_phase_check", sql`phase in ('waiting', 'listing', 'indexing', 'publishing', 'done')`),
  ],
);

/** A row belongs to every generation from `firstGeneration` to `lastGeneration`; a skipped file says why. */
export const file = pgTable(
  "file",
  {
    id: id(),
    ...tenantColumns,
    repositoryId: text().notNull(),
    path: text().notNull(),
    language: text(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    content: text().notNull().default(""),
    contentHash: text().notNull(),
    skippedReason: text(),
    // Lines on which a secret was found and blotted out before anything was stored.
    secretLines: jsonb().$type<number[]>().notNull().default([]),
    // Whether its declarations stand in `file_symbol`: what was indexed before there was that table is indexed anew once.
    hasSymbols: boolean().notNull().default(false),
    firstGeneration: integer().notNull(),
    lastGeneration: integer(),
  },
  (table) => [
    ...tenantPolicies("file", table),
    searchPolicy("file"),
    foreignKey({
      name: "file_repository_fk",
      columns: [table.organizationId, table.repositoryId],
      foreignColumns: [repository.organizationId, repository.id],
    }).onDelete("cascade"),
    uniqueIndex("file_organizationId_repositoryId_path_firstGeneration_uidx").on(
      table.organizationId,
      table.repositoryId,
      table.path,
      table.firstGeneration,
    ),
    // Exact search: only reachable inside the search functions, because trigram operators are not leakproof.
    index("file_content_trgm_idx")
      .using("gin", table.content.op("gin_trgm_ops"))
      .where(sql`skipped_reason is null`),
    // To an expression without case, ſ is an s and the Kelvin sign a k; to ILIKE they are not. Nearly no file has one.
    index("file_folded_letters_idx")
      .on(table.organizationId)
      .where(sql`skipped_reason is null and content ~ '[\\u017f\\u212a]'`),
  ],
);

/** Something that a file declares, from its syntax tree. It is published as long as its file is. */
export const fileSymbol = pgTable(
  "file_symbol",
  {
    id: id(),
    organizationId: heldTenantColumns.organizationId,
    createdAt: heldTenantColumns.createdAt,
    fileId: text().notNull(),
    name: text().notNull(),
    // The name in small letters, by JavaScript's rules: plain equality is all that row security lets an index serve.
    key: text().notNull(),
    // " nextattempt attempt": what is left of the name from each of its words on. Made by `symbolSuffixes`.
    suffixes: text().notNull(),
    kind: text().notNull(),
    scope: text(),
    startLine: integer().notNull(),
    endLine: integer().notNull(),
  },
  (table) => [
    ...tenantPolicies("file_symbol", table),
    searchPolicy("file_symbol"),
    foreignKey({
      name: "file_symbol_file_fk",
      columns: [table.organizationId, table.fileId],
      foreignColumns: [file.organizationId, file.id],
    }).onDelete("cascade"),
    index("file_symbol_fileId_idx").on(table.organizationId, table.fileId),
    // Going to a definition, and whole names in a search.
    index("file_symbol_key_idx").on(table.organizationId, table.key),
    // Parts of names: reached inside `search_symbols` only, because LIKE is not leakproof.
    index("file_symbol_suffixes_idx").using("gin", table.organizationId, table.suffixes.op("gin_trgm_ops")),
  ],
);

export const repositoryRelations = relations(repository, ({ one, many }) => ({
  organization: one(organization, { fields: [repository.organizationId], references: [organization.id] }),
  user: one(user, { fields: [repository.userId], references: [user.id] }),
  indexRuns: many(indexRun),
  files: many(file),
}));
export const indexRunRelations = relations(indexRun, ({ one }) => ({
  repository: one(repository, { fields: [indexRun.repositoryId], references: [repository.id] }),
  upload: one(upload, { fields: [indexRun.uploadId], references: [upload.id] }),
}));
export const fileRelations = relations(file, ({ one, many }) => ({
  repository: one(repository, { fields: [file.repositoryId], references: [repository.id] }),
  chunks: many(documentChunk),
  symbols: many(fileSymbol),
}));
export const fileSymbolRelations = relations(fileSymbol, ({ one }) => ({
  file: one(file, { fields: [fileSymbol.fileId], references: [file.id] }),
}));
const repositoryName = (schema: z.ZodString) =>
  schema.trim().min(1, "Give the repository a name.").max(100, "A name has at most 100 characters.");
const secretLines = z.array(z.number().int().positive());

export const insertRepositorySchema = createInsertSchema(repository, { name: repositoryName });
export const selectRepositorySchema = createSelectSchema(repository);
export const patchRepositorySchema = createUpdateSchema(repository, { name: repositoryName });
export const insertIndexRunSchema = createInsertSchema(indexRun);
export const selectIndexRunSchema = createSelectSchema(indexRun);
export const patchIndexRunSchema = createUpdateSchema(indexRun);
export const insertFileSchema = createInsertSchema(file, { secretLines: secretLines.optional() });
export const selectFileSchema = createSelectSchema(file, { secretLines });
export const patchFileSchema = createUpdateSchema(file, { secretLines: secretLines.optional() });
export const insertFileSymbolSchema = createInsertSchema(fileSymbol);
export const selectFileSymbolSchema = createSelectSchema(fileSymbol);
export const patchFileSymbolSchema = createUpdateSchema(fileSymbol);
