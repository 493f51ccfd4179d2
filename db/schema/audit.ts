import { relations, sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { appendOnlyTenantColumns, id } from "../columns";
import { tenantPolicies } from "../policies";
import { user } from "./authentication";

/** Who changed what, written in the transaction of the change. Append-only: no run-time role may update or delete. */
export const auditEvent = pgTable(
  "audit_event",
  {
    id: id(),
    ...appendOnlyTenantColumns,
    userId: text().references(() => user.id, { onDelete: "set null" }),
    // `noun.verb`. Grows with every feature, hence text with a CHECK on the shape instead of an enum.
    action: text().notNull(),
    entityTable: text().notNull(),
    entityId: text().notNull(),
    eventData: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    correlationId: uuid().notNull().defaultRandom(),
    ip: text(),
    userAgent: text(),
  },
  (table) => [
    ...tenantPolicies("audit_event", table),
    check("audit_event_action_check", sql`action ~ '^[a-z_]+\\.[a-z_]+$'`),
    index("audit_event_userId_idx").on(table.userId),
    // The audit screen, newest first: all of it, one person's, one kind of change, one kind of thing.
    index("audit_event_organizationId_createdAt_id_idx").on(table.organizationId, table.createdAt, table.id),
    index("audit_event_organizationId_userId_createdAt_id_idx").on(
      table.organizationId,
      table.userId,
      table.createdAt,
      table.id,
    ),
    index("audit_event_organizationId_action_createdAt_id_idx").on(
      table.organizationId,
      table.action,
      table.createdAt,
      table.id,
    ),
    index("audit_event_organizationId_entityTable_createdAt_id_idx").on(
      table.organizationId,
      table.entityTable,
      table.createdAt,
      table.id,
    ),
  ],
);

// One event has at most one author: the column is emptied when the account goes.
export const auditEventRelations = relations(auditEvent, ({ one }) => ({
  user: one(user, { fields: [auditEvent.userId], references: [user.id] }),
}));

const eventData = z.record(z.string(), z.unknown());
export const insertAuditEventSchema = createInsertSchema(auditEvent, { eventData: eventData.optional() });
export const selectAuditEventSchema = createSelectSchema(auditEvent, { eventData });
export const patchAuditEventSchema = createUpdateSchema(auditEvent, { eventData: eventData.optional() });
