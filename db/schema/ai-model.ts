import { relations, sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { baseColumns, id } from "../columns";

export const modelProviders = ["openai-compatible", "anthropic", "google"] as const;
export const priceUnits = ["input_token", "output_token", "cached_input_token"] as const;

/** A language model the operator configured. The same for every organization: written by migrate, read-only afterwards. */
export const aiModel = pgTable(
  "ai_model",
  {
    id: id(),
    ...baseColumns,
    provider: text({ enum: modelProviders }).notNull(),
    apiModelId: text().notNull(),
    displayName: text().notNull(),
    contextWindow: integer(),
    maxOutputTokens: integer(),
    supportedFeatures: jsonb().$type<Record<string, boolean>>().notNull().default({}),
    // Configured at the last start; an earlier one stays for the sums of its usage.
    isActive: boolean().notNull().default(true),
  },
  (table) => [
    uniqueIndex("ai_model_apiModelId_uidx").on(table.apiModelId),
    check("ai_model_provider_check", sql`provider in ('openai-compatible', 'anthropic', 'google')`),
  ],
);

/** US dollars for a million tokens, from a day on. A price is never changed: a new one begins. */
export const aiModelPrice = pgTable(
  "ai_model_price",
  {
    id: id(),
    ...baseColumns,
    aiModelId: text()
      .notNull()
      .references(() => aiModel.id, { onDelete: "cascade" }),
    unit: text({ enum: priceUnits }).notNull(),
    price: numeric({ precision: 10, scale: 6 }).notNull(),
    effectiveFrom: date({ mode: "string" }).notNull().default(sql`current_date`),
  },
  (table) => [
    uniqueIndex("ai_model_price_day_uidx").on(table.aiModelId, table.unit, table.effectiveFrom),
    index("ai_model_price_aiModelId_idx").on(table.aiModelId),
    check("ai_model_price_unit_check", sql`unit in ('input_token', 'output_token', 'cached_input_token')`),
    check("ai_model_price_price_check", sql`price >= 0`),
  ],
);

// A model has many prices, one in force for each unit on any day.
export const aiModelRelations = relations(aiModel, ({ many }) => ({ prices: many(aiModelPrice) }));
export const aiModelPriceRelations = relations(aiModelPrice, ({ one }) => ({
  model: one(aiModel, { fields: [aiModelPrice.aiModelId], references: [aiModel.id] }),
}));

const features = z.record(z.string(), z.boolean());
export const insertAiModelSchema = createInsertSchema(aiModel, { supportedFeatures: features.optional() });
export const selectAiModelSchema = createSelectSchema(aiModel, { supportedFeatures: features });
export const patchAiModelSchema = createUpdateSchema(aiModel, { supportedFeatures: features.optional() });
export const insertAiModelPriceSchema = createInsertSchema(aiModelPrice);
export const selectAiModelPriceSchema = createSelectSchema(aiModelPrice);
export const patchAiModelPriceSchema = createUpdateSchema(aiModelPrice);
