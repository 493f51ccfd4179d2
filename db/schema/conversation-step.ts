import { relations, sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { id, moment, tenantColumns } from "../columns";
import { audiencePolicies, tenantPolicies } from "../policies";
import { user } from "./authentication";
import { conversation, conversationKey, conversationMessage } from "./conversation";
import { type Plan, planSchema } from "./message-part";

export const stepStatuses = ["pending", "in_progress", "completed", "failed", "skipped"] as const;
export const stepStatus = pgEnum("conversation_step_status", stepStatuses);

/**
 * One step of a confirmed plan, and how it went. A trigger lets it come to be, and change, only while the plan it
 * was taken from is confirmed and unchanged.
 */
export const conversationStep = pgTable(
  "conversation_step",
  {
    id: id(),
    ...tenantColumns,
    audience: text().notNull(),
    conversationId: text().notNull(),
    planHash: text().notNull(),
    // From 0, as in the plan.
    position: integer().notNull(),
    kind: text().notNull(),
    title: text().notNull(),
    input: jsonb().$type<Plan["steps"][number]["input"]>().notNull(),
    status: stepStatus().notNull().default("pending"),
    // The message that holds what came of it, with its citations.
    resultMessageId: text(),
    error: text(),
    startedAt: moment(),
    completedAt: moment(),
  },
  (table) => [
    ...tenantPolicies("conversation_step", table),
    ...audiencePolicies("conversation_step", table),
    conversationKey("conversation_step", table),
    unique("conversation_step_conversation_key").on(table.organizationId, table.conversationId, table.id),
    foreignKey({
      name: "conversation_step_result_fk",
      columns: [table.organizationId, table.conversationId, table.resultMessageId],
      foreignColumns: [
        conversationMessage.organizationId,
        conversationMessage.conversationId,
        conversationMessage.id,
      ],
    }),
    index("conversation_step_result_idx").on(
      table.organizationId,
      table.conversationId,
      table.resultMessageId,
    ),
    index("conversation_step_audience_idx").on(table.organizationId, table.conversationId, table.audience),
    uniqueIndex("conversation_step_position_uidx").on(
      table.organizationId,
      table.conversationId,
      table.planHash,
      table.position,
    ),
    check(
      "conversation_step_kind_check",
      sql`kind in ('search', 'read', 'answer', 'write_note', 'write_knowledge')`,
    ),
  ],
);

/** What a step has written down: made under a confirmed plan only. */
export const conversationNote = pgTable(
  "conversation_note",
  {
    id: id(),
    ...tenantColumns,
    audience: text().notNull(),
    conversationId: text().notNull(),
    conversationStepId: text().notNull(),
    title: text().notNull(),
    content: text().notNull(),
  },
  (table) => [
    ...tenantPolicies("conversation_note", table),
    ...audiencePolicies("conversation_note", table),
    conversationKey("conversation_note", table),
    foreignKey({
      name: "conversation_note_step_fk",
      columns: [table.organizationId, table.conversationId, table.conversationStepId],
      foreignColumns: [conversationStep.organizationId, conversationStep.conversationId, conversationStep.id],
    }),
    index("conversation_note_audience_idx").on(table.organizationId, table.conversationId, table.audience),
    index("conversation_note_step_idx").on(
      table.organizationId,
      table.conversationId,
      table.conversationStepId,
    ),
  ],
);

// A conversation has one author, many messages, steps and notes; a note has the step that wrote it.
export const conversationRelations = relations(conversation, ({ one, many }) => ({
  author: one(user, { fields: [conversation.userId], references: [user.id] }),
  messages: many(conversationMessage),
  steps: many(conversationStep),
  notes: many(conversationNote),
}));
export const conversationStepRelations = relations(conversationStep, ({ one }) => ({
  conversation: one(conversation, {
    fields: [conversationStep.conversationId],
    references: [conversation.id],
  }),
}));
export const conversationNoteRelations = relations(conversationNote, ({ one }) => ({
  conversation: one(conversation, {
    fields: [conversationNote.conversationId],
    references: [conversation.id],
  }),
  step: one(conversationStep, {
    fields: [conversationNote.conversationStepId],
    references: [conversationStep.id],
  }),
}));

const stepInput = planSchema.shape.steps.element.shape.input;

export const insertConversationStepSchema = createInsertSchema(conversationStep, { input: stepInput });
export const selectConversationStepSchema = createSelectSchema(conversationStep, { input: stepInput });
export const patchConversationStepSchema = createUpdateSchema(conversationStep, {
  input: stepInput.optional(),
});
export const insertConversationNoteSchema = createInsertSchema(conversationNote);
export const selectConversationNoteSchema = createSelectSchema(conversationNote);
export const patchConversationNoteSchema = createUpdateSchema(conversationNote);
