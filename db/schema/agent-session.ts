import { relations } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { id, tenantColumns } from "../columns";
import { audiencePolicies, tenantPolicies } from "../policies";
import { conversation, conversationKey } from "./conversation";
import { type ConversationContext, conversationContextSchema } from "./message-part";

/** What the assistant is to know of a conversation: the model that was chosen and where to look. One a conversation. */
export const agentSession = pgTable(
  "agent_session",
  {
    id: id(),
    ...tenantColumns,
    audience: text().notNull(),
    conversationId: text().notNull(),
    // The chosen model; null takes the configured one.
    modelId: text(),
    contextState: jsonb().$type<ConversationContext>().notNull().default({}),
  },
  (table) => [
    ...tenantPolicies("agent_session", table),
    ...audiencePolicies("agent_session", table),
    conversationKey("agent_session", table),
    index("agent_session_audience_idx").on(table.organizationId, table.conversationId, table.audience),
    uniqueIndex("agent_session_conversation_uidx").on(table.organizationId, table.conversationId),
  ],
);

// A conversation has one session.
export const agentSessionRelations = relations(agentSession, ({ one }) => ({
  conversation: one(conversation, { fields: [agentSession.conversationId], references: [conversation.id] }),
}));

const contextState = conversationContextSchema;

export const insertAgentSessionSchema = createInsertSchema(agentSession, {
  contextState: contextState.optional(),
});
export const selectAgentSessionSchema = createSelectSchema(agentSession, { contextState });
export const patchAgentSessionSchema = createUpdateSchema(agentSession, {
  contextState: contextState.optional(),
});
