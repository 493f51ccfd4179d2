import { relations, sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgPolicy,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { id, moment, tenantColumns } from "../columns";
import { appAuth, audiencePolicies, currentTenant, currentUser, tenantPolicies } from "../policies";
import { user } from "./authentication";
import { type MessagePart, messagePartSchema, type Plan, planSchema } from "./message-part";

// Who deletes their account gives what they have shared to an owner of its organization. app_auth, which deletes people,
// may read of a conversation its organization and write its author and pin; it reaches those of the one person alone,
// and a bare update, because where a statement reads, its new rows must be readable too.
const sharedByPerson = sql`audience = 'organization' and user_id = ${currentUser}`;
const handoverPolicies = [
  pgPolicy("conversation_shared_by", { for: "select", to: [appAuth], using: sharedByPerson }),
  pgPolicy("conversation_handover", {
    for: "update",
    to: [appAuth],
    using: sql`${sharedByPerson} and organization_id = ${currentTenant}`,
    withCheck: sql`audience = 'organization' and organization_id = ${currentTenant} and user_id in
      (select m.user_id from member m where m.organization_id = ${currentTenant} and m.role = 'owner')`,
  }),
];

export const conversationStatuses = ["planning", "confirmed", "completed"] as const;
export const conversationStatus = pgEnum("conversation_status", conversationStatuses);

/**
 * A person's talk with the assistant: private to its author, or shared with the organization. A trigger keeps its
 * transitions and `planHash`, which is always that of `plan`; the agent's role may change neither.
 */
export const conversation = pgTable(
  "conversation",
  {
    id: id(),
    ...tenantColumns,
    // No default: nothing is shared by forgetting to say for whom it is.
    audience: text().notNull(),
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    // Null until the first question gives it one.
    title: text(),
    status: conversationStatus().notNull().default("planning"),
    plan: jsonb().$type<Plan>(),
    // SHA-256 of the plan as Postgres writes it; set by the trigger.
    planHash: text(),
    confirmedByUserId: text().references(() => user.id, { onDelete: "set null" }),
    confirmedAt: moment(),
    completedAt: moment(),
    // Goes up with every change of the plan or the status: whoever edits says which one they saw.
    version: integer().notNull().default(1),
    // By its author, above the others of their list.
    pinnedAt: moment(),
    lastMessageAt: moment().notNull().defaultNow(),
  },
  (table) => [
    ...tenantPolicies("conversation", table),
    ...audiencePolicies("conversation", table),
    ...handoverPolicies,
    index("conversation_userId_idx").on(table.userId),
    index("conversation_confirmedByUserId_idx").on(table.confirmedByUserId),
    // The list of conversations, latest first.
    index("conversation_organizationId_lastMessageAt_id_idx").on(
      table.organizationId,
      table.lastMessageAt,
      table.id,
    ),
    // What is private is private to its author, and to nobody else.
    check("conversation_audience_check", sql`audience in ('organization', user_id)`),
    check(
      "conversation_confirmed_check",
      sql`(status = 'planning') = (confirmed_at is null) and (status = 'planning' or plan is not null)`,
    ),
  ],
);

export const messageRoles = ["system", "user", "assistant", "tool"] as const;
export const messageRole = pgEnum("message_role", messageRoles);

/** Messages are a tree: an edited question and an answer made anew are siblings of the first. */
export const conversationMessage = pgTable(
  "conversation_message",
  {
    id: id(),
    ...tenantColumns,
    audience: text().notNull(),
    conversationId: text().notNull(),
    parentMessageId: text(),
    // In the order of writing within the conversation, from 1.
    sequence: integer().notNull(),
    role: messageRole().notNull(),
    // Who wrote it; null for the assistant.
    userId: text().references(() => user.id, { onDelete: "set null" }),
    parts: jsonb().$type<MessagePart[]>().notNull(),
    // The words of `parts`, for searching.
    text: text().notNull(),
    // Chosen by whoever sends: sending twice makes one message.
    clientKey: text(),
  },
  (table) => [
    ...tenantPolicies("conversation_message", table),
    ...audiencePolicies("conversation_message", table),
    conversationKey("conversation_message", table),
    // What points at a message from inside its conversation carries both.
    unique("conversation_message_conversation_key").on(table.organizationId, table.conversationId, table.id),
    foreignKey({
      name: "conversation_message_parent_fk",
      columns: [table.organizationId, table.conversationId, table.parentMessageId],
      foreignColumns: [table.organizationId, table.conversationId, table.id],
    }),
    index("conversation_message_parent_idx").on(
      table.organizationId,
      table.conversationId,
      table.parentMessageId,
    ),
    index("conversation_message_audience_idx").on(table.organizationId, table.conversationId, table.audience),
    index("conversation_message_userId_idx").on(table.userId),
    uniqueIndex("conversation_message_sequence_uidx").on(
      table.organizationId,
      table.conversationId,
      table.sequence,
    ),
    uniqueIndex("conversation_message_clientKey_uidx").on(
      table.organizationId,
      table.userId,
      table.clientKey,
    ),
  ],
);

type OfConversation = Record<
  "organizationId" | "conversationId" | "audience",
  Parameters<typeof foreignKey>[0]["columns"][number]
>;

/** Whatever belongs to a conversation goes with it, and is seen by whoever sees it: sharing is one update. */
export function conversationKey(name: string, table: OfConversation) {
  return foreignKey({
    name: `${name}_conversation_fk`,
    columns: [table.organizationId, table.conversationId, table.audience],
    foreignColumns: [conversation.organizationId, conversation.id, conversation.audience],
  })
    .onDelete("cascade")
    .onUpdate("cascade");
}

// A message belongs to one conversation, and a person's has one author.
export const conversationMessageRelations = relations(conversationMessage, ({ one }) => ({
  conversation: one(conversation, {
    fields: [conversationMessage.conversationId],
    references: [conversation.id],
  }),
  author: one(user, { fields: [conversationMessage.userId], references: [user.id] }),
}));

const title = z
  .string()
  .trim()
  .min(1, "Give the conversation a title.")
  .max(200, "A title has at most 200 characters.");
const parts = z.array(messagePartSchema);

export const insertConversationSchema = createInsertSchema(conversation, {
  title: title.nullish(),
  plan: planSchema.nullish(),
});
export const selectConversationSchema = createSelectSchema(conversation, { plan: planSchema.nullable() });
export const patchConversationSchema = createUpdateSchema(conversation, {
  title: title.nullish(),
  plan: planSchema.nullish(),
});
export const insertConversationMessageSchema = createInsertSchema(conversationMessage, { parts });
export const selectConversationMessageSchema = createSelectSchema(conversationMessage, { parts });
export const patchConversationMessageSchema = createUpdateSchema(conversationMessage, {
  parts: parts.optional(),
});
