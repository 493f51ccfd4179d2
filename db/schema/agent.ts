import { relations, sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { appendOnlyTenantColumns, id, moment, tenantColumns } from "../columns";
import { audiencePolicies, tenantPolicies } from "../policies";
import { user } from "./authentication";
import { conversation, conversationKey, conversationMessage } from "./conversation";
import { conversationStep } from "./conversation-step";

export const agentRequestStatuses = ["pending", "in_progress", "completed", "failed", "cancelled"] as const;
export const agentRequestStatus = pgEnum("agent_request_status", agentRequestStatuses);
export const agentTypes = ["assistant", "plan", "step"] as const;
export const agentFailures = ["interrupted", "unavailable", "limit", "refused", "internal"] as const;

/** One thing the assistant is asked to do, in the background: an answer, a plan, or a step of one. */
export const agentRequest = pgTable(
  "agent_request",
  {
    id: id(),
    ...tenantColumns,
    audience: text().notNull(),
    conversationId: text().notNull(),
    // Who asked: what is looked up, is looked up as this person.
    userId: text().references(() => user.id, { onDelete: "set null" }),
    triggeringMessageId: text().notNull(),
    responseMessageId: text().notNull(),
    conversationStepId: text(),
    agentType: text({ enum: agentTypes }).notNull(),
    status: agentRequestStatus().notNull().default("pending"),
    // What is being done at the moment, in a word.
    progress: text({ enum: ["waiting", "searching", "answering", "checking", "done"] })
      .notNull()
      .default("waiting"),
    // A person wants it to end; whoever works on it settles it with what there is.
    cancelRequestedAt: moment(),
    failure: text({ enum: agentFailures }),
    error: text(),
    clientKey: text(),
    // Whoever works on it holds this token; a worker that lost it can no longer write.
    leaseToken: text(),
    inputTokens: integer().notNull().default(0),
    outputTokens: integer().notNull().default(0),
    cost: numeric({ precision: 10, scale: 6 }).notNull().default("0"),
    startedAt: moment(),
    completedAt: moment(),
  },
  (table) => [
    ...tenantPolicies("agent_request", table),
    ...audiencePolicies("agent_request", table),
    conversationKey("agent_request", table),
    messageKey("agent_request_trigger_fk", [
      table.organizationId,
      table.conversationId,
      table.triggeringMessageId,
    ]),
    messageKey("agent_request_response_fk", [
      table.organizationId,
      table.conversationId,
      table.responseMessageId,
    ]),
    foreignKey({
      name: "agent_request_step_fk",
      columns: [table.organizationId, table.conversationId, table.conversationStepId],
      foreignColumns: [conversationStep.organizationId, conversationStep.conversationId, conversationStep.id],
    }),
    index("agent_request_audience_idx").on(table.organizationId, table.conversationId, table.audience),
    index("agent_request_trigger_idx").on(
      table.organizationId,
      table.conversationId,
      table.triggeringMessageId,
    ),
    // One answer has one request.
    uniqueIndex("agent_request_response_uidx").on(
      table.organizationId,
      table.conversationId,
      table.responseMessageId,
    ),
    index("agent_request_step_idx").on(table.organizationId, table.conversationId, table.conversationStepId),
    index("agent_request_userId_idx").on(table.userId),
    uniqueIndex("agent_request_clientKey_uidx").on(table.organizationId, table.userId, table.clientKey),
    // The requests under way: what the stream of events follows.
    index("agent_request_active_idx")
      .on(table.organizationId, table.conversationId)
      .where(sql`status in ('pending', 'in_progress')`),
    check("agent_request_type_check", sql`agent_type in ('assistant', 'plan', 'step')`),
    check("agent_request_step_check", sql`(agent_type = 'step') = (conversation_step_id is not null)`),
    check(
      "agent_request_failure_check",
      sql`failure is null or status = 'failed' and failure in ('interrupted', 'unavailable', 'limit', 'refused', 'internal')`,
    ),
    check(
      "agent_request_progress_check",
      sql`progress in ('waiting', 'searching', 'answering', 'checking', 'done')`,
    ),
  ],
);

function messageKey(name: string, columns: Parameters<typeof foreignKey>[0]["columns"]) {
  return foreignKey({
    name,
    columns,
    foreignColumns: [
      conversationMessage.organizationId,
      conversationMessage.conversationId,
      conversationMessage.id,
    ],
  });
}

/** What became known while a request was worked on, in order and without gaps. Append-only. */
export const agentEvent = pgTable(
  "agent_event",
  {
    id: id(),
    ...appendOnlyTenantColumns,
    audience: text().notNull(),
    agentRequestId: text().notNull(),
    // From 1 within the request.
    sequence: integer().notNull(),
    type: text().notNull(),
    eventData: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    ...tenantPolicies("agent_event", table),
    ...audiencePolicies("agent_event", table),
    requestKey("agent_event", table),
    index("agent_event_audience_idx").on(table.organizationId, table.agentRequestId, table.audience),
    uniqueIndex("agent_event_sequence_uidx").on(table.organizationId, table.agentRequestId, table.sequence),
    check("agent_event_type_check", sql`type ~ '^[a-z_]+$'`),
    check("agent_event_sequence_check", sql`sequence >= 1`),
  ],
);

export const toolApprovals = ["pending", "approved", "rejected", "expired"] as const;
export const toolApproval = pgEnum("tool_approval", toolApprovals);

/** Tools that look and change nothing; whatever else there is needs a person's approval. */
export const readingTools = ["search", "read_file", "list_files", "read_conversation"] as const;

/** A tool that the assistant wants to use. One that writes waits for a person; triggers hold it to that. */
export const agentToolCall = pgTable(
  "agent_tool_call",
  {
    id: id(),
    ...tenantColumns,
    audience: text().notNull(),
    agentRequestId: text().notNull(),
    toolName: text().notNull(),
    input: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    approval: toolApproval().notNull().default("pending"),
    // Why a person refused it: the assistant reads it.
    reason: text(),
    output: jsonb().$type<Record<string, unknown>>(),
    decidedByUserId: text().references(() => user.id, { onDelete: "set null" }),
    decidedAt: moment(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    ...tenantPolicies("agent_tool_call", table),
    ...audiencePolicies("agent_tool_call", table),
    requestKey("agent_tool_call", table),
    index("agent_tool_call_audience_idx").on(table.organizationId, table.agentRequestId, table.audience),
    index("agent_tool_call_decidedByUserId_idx").on(table.decidedByUserId),
  ],
);

type OfRequest = Record<
  "organizationId" | "agentRequestId" | "audience",
  Parameters<typeof foreignKey>[0]["columns"][number]
>;

function requestKey(name: string, table: OfRequest) {
  return foreignKey({
    name: `${name}_request_fk`,
    columns: [table.organizationId, table.agentRequestId, table.audience],
    foreignColumns: [agentRequest.organizationId, agentRequest.id, agentRequest.audience],
  })
    .onDelete("cascade")
    .onUpdate("cascade");
}

// A conversation has many requests; a request has many events and tool calls.
export const agentRequestRelations = relations(agentRequest, ({ one, many }) => ({
  conversation: one(conversation, { fields: [agentRequest.conversationId], references: [conversation.id] }),
  events: many(agentEvent),
  toolCalls: many(agentToolCall),
}));
export const agentEventRelations = relations(agentEvent, ({ one }) => ({
  request: one(agentRequest, { fields: [agentEvent.agentRequestId], references: [agentRequest.id] }),
}));
export const agentToolCallRelations = relations(agentToolCall, ({ one }) => ({
  request: one(agentRequest, { fields: [agentToolCall.agentRequestId], references: [agentRequest.id] }),
}));

const eventData = z.record(z.string(), z.unknown());

export const insertAgentRequestSchema = createInsertSchema(agentRequest);
export const selectAgentRequestSchema = createSelectSchema(agentRequest);
export const patchAgentRequestSchema = createUpdateSchema(agentRequest);
export const insertAgentEventSchema = createInsertSchema(agentEvent, { eventData: eventData.optional() });
export const selectAgentEventSchema = createSelectSchema(agentEvent, { eventData });
export const patchAgentEventSchema = createUpdateSchema(agentEvent, { eventData: eventData.optional() });
export const insertAgentToolCallSchema = createInsertSchema(agentToolCall, {
  input: eventData.optional(),
  output: eventData.nullish(),
});
export const selectAgentToolCallSchema = createSelectSchema(agentToolCall, {
  input: eventData,
  output: eventData.nullable(),
});
export const patchAgentToolCallSchema = createUpdateSchema(agentToolCall, {
  input: eventData.optional(),
  output: eventData.nullish(),
});
