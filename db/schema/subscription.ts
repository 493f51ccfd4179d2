import { relations } from "drizzle-orm";
import { pgEnum, pgTable, uniqueIndex } from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { id, moment, tenantColumns } from "../columns";
import { tenantPolicies } from "../policies";
import { organization } from "./organization";

export const plans = ["free", "pro", "enterprise"] as const;
export const plan = pgEnum("plan", plans);
export const subscriptionStatus = pgEnum("subscription_status", [
  "active",
  "past_due",
  "cancelled",
  "expired",
]);

/** The plan of an organization: exactly one each. */
export const subscription = pgTable(
  "subscription",
  {
    id: id(),
    ...tenantColumns,
    plan: plan().notNull().default("free"),
    status: subscriptionStatus().notNull().default("active"),
    currentPeriodStart: moment().notNull().defaultNow(),
    currentPeriodEnd: moment(),
  },
  (table) => [
    ...tenantPolicies("subscription", table),
    uniqueIndex("subscription_organizationId_uidx").on(table.organizationId),
  ],
);

// One organization has one subscription.
export const subscriptionRelations = relations(subscription, ({ one }) => ({
  organization: one(organization, { fields: [subscription.organizationId], references: [organization.id] }),
}));

export const insertSubscriptionSchema = createInsertSchema(subscription);
export const selectSubscriptionSchema = createSelectSchema(subscription);
export const patchSubscriptionSchema = createUpdateSchema(subscription);
