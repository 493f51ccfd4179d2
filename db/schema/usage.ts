import { relations, sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { appendOnlyTenantColumns, audienceColumn, id, tenantColumns } from "../columns";
import { audiencePolicies, tenantPolicies } from "../policies";
import { aiModel } from "./ai-model";
import { user } from "./authentication";

/** One call of a language model, whether it succeeded or not. Append-only: the ledger of tokens and costs. */
export const aiUsage = pgTable(
  "ai_usage",
  {
    id: id(),
    ...appendOnlyTenantColumns,
    userId: text().references(() => user.id, { onDelete: "set null" }),
    aiModelId: text()
      .notNull()
      .references(() => aiModel.id),
    // What the call was for: answer, title, plan … Grows with the features.
    feature: text().notNull(),
    inputTokens: integer().notNull().default(0),
    outputTokens: integer().notNull().default(0),
    cachedInputTokens: integer().notNull().default(0),
    // US dollars, from the prices in force on the day of the call; null where the model has none.
    cost: numeric({ precision: 10, scale: 6 }),
    latencyMs: integer().notNull(),
    stopReason: text().notNull(),
    correlationId: uuid().notNull(),
  },
  (table) => [
    ...tenantPolicies("ai_usage", table),
    check("ai_usage_feature_check", sql`feature ~ '^[a-z_]+$'`),
    check(
      "ai_usage_tokens_check",
      sql`input_tokens >= 0 and output_tokens >= 0 and cached_input_tokens >= 0`,
    ),
    index("ai_usage_userId_idx").on(table.userId),
    index("ai_usage_aiModelId_idx").on(table.aiModelId),
    // The Usage screen: one month of an organization.
    index("ai_usage_organizationId_createdAt_id_idx").on(table.organizationId, table.createdAt, table.id),
  ],
);

/** What was sent and what came back, for whom the conversation is for. */
export const aiCallDetail = pgTable(
  "ai_call_detail",
  {
    id: id(),
    ...tenantColumns,
    ...audienceColumn,
    aiUsageId: text().notNull(),
    systemPrompt: text(),
    request: jsonb().$type<Record<string, unknown>>().notNull(),
    response: jsonb().$type<Record<string, unknown>>(),
    thinkingBlocks: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [
    ...tenantPolicies("ai_call_detail", table),
    ...audiencePolicies("ai_call_detail", table),
    foreignKey({
      name: "ai_call_detail_usage_fk",
      columns: [table.organizationId, table.aiUsageId],
      foreignColumns: [aiUsage.organizationId, aiUsage.id],
    }).onDelete("cascade"),
    uniqueIndex("ai_call_detail_one_uidx").on(table.organizationId, table.aiUsageId),
  ],
);

/**
 * What counts against the plan. Append-only; a refund is an event of its own with a negative quantity. `model_call.*` says
 * that a model is being asked, with the tokens that are sent as quantity: `ai_usage` has the call when it has ended.
 */
export const usageEvent = pgTable(
  "usage_event",
  {
    id: id(),
    ...appendOnlyTenantColumns,
    eventType: text().notNull(),
    quantity: integer().notNull(),
    // The same thing counted twice is refused by it.
    idempotencyKey: text().notNull(),
  },
  (table) => [
    ...tenantPolicies("usage_event", table),
    check("usage_event_type_check", sql`event_type ~ '^[a-z_]+\\.[a-z_]+$'`),
    uniqueIndex("usage_event_idempotencyKey_uidx").on(table.organizationId, table.idempotencyKey),
  ],
);

/** How much of a metric was used since the first of a month (UTC); moved by one atomic upsert. */
export const usageCounter = pgTable(
  "usage_counter",
  {
    id: id(),
    ...tenantColumns,
    metric: text().notNull(),
    periodStart: date({ mode: "string" }).notNull(),
    used: integer().notNull(),
  },
  (table) => [
    ...tenantPolicies("usage_counter", table),
    check("usage_counter_used_check", sql`used >= 0`),
    uniqueIndex("usage_counter_period_uidx").on(table.organizationId, table.metric, table.periodStart),
  ],
);

// A call belongs to one model and at most one person, and has at most one detail.
export const aiUsageRelations = relations(aiUsage, ({ one }) => ({
  model: one(aiModel, { fields: [aiUsage.aiModelId], references: [aiModel.id] }),
  user: one(user, { fields: [aiUsage.userId], references: [user.id] }),
  detail: one(aiCallDetail),
}));
export const aiCallDetailRelations = relations(aiCallDetail, ({ one }) => ({
  usage: one(aiUsage, { fields: [aiCallDetail.aiUsageId], references: [aiUsage.id] }),
}));

export const insertAiUsageSchema = createInsertSchema(aiUsage);
export const selectAiUsageSchema = createSelectSchema(aiUsage);
export const patchAiUsageSchema = createUpdateSchema(aiUsage);
const details = z.record(z.string(), z.unknown());
const detailsOrNothing = details.nullable();
export const insertAiCallDetailSchema = createInsertSchema(aiCallDetail, {
  request: details,
  response: detailsOrNothing.optional(),
  thinkingBlocks: detailsOrNothing.optional(),
});
export const selectAiCallDetailSchema = createSelectSchema(aiCallDetail, {
  request: details,
  response: detailsOrNothing,
  thinkingBlocks: detailsOrNothing,
});
export const patchAiCallDetailSchema = createUpdateSchema(aiCallDetail, {
  request: details.optional(),
  response: detailsOrNothing.optional(),
  thinkingBlocks: detailsOrNothing.optional(),
});
export const insertUsageEventSchema = createInsertSchema(usageEvent);
export const selectUsageEventSchema = createSelectSchema(usageEvent);
export const patchUsageEventSchema = createUpdateSchema(usageEvent);
export const insertUsageCounterSchema = createInsertSchema(usageCounter);
export const selectUsageCounterSchema = createSelectSchema(usageCounter);
export const patchUsageCounterSchema = createUpdateSchema(usageCounter);
