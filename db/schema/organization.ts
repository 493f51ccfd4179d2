import { sql } from "drizzle-orm";
import { pgPolicy, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { newId } from "../id";
import { appAgent, appAuth, appTenant, currentTenant } from "../policies";

/** A tenant. In Better Auth's shape, so its columns are written by hand; `deletedAt` starts the days of grace. */
export const organization = pgTable(
  "organization",
  {
    id: text().primaryKey().$defaultFn(newId),
    name: text().notNull(),
    slug: text().notNull(),
    logo: text(),
    metadata: text(),
    createdAt: timestamp({ precision: 3, withTimezone: true, mode: "date" }).notNull().defaultNow(),
    updatedAt: timestamp({ precision: 3, withTimezone: true, mode: "date" })
      .notNull()
      .defaultNow()
      .$onUpdate(() => new Date()),
    deletedAt: timestamp({ precision: 3, withTimezone: true, mode: "date" }),
  },
  (table) => [
    uniqueIndex("organization_slug_uidx").on(table.slug),
    pgPolicy("organization_tenant", {
      for: "all",
      to: [appTenant, appAgent],
      using: sql`id = ${currentTenant}`,
      withCheck: sql`id = ${currentTenant}`,
    }),
    pgPolicy("organization_auth", { for: "select", to: [appAuth], using: sql`true` }),
  ],
);

export const insertOrganizationSchema = createInsertSchema(organization, {
  name: (schema) =>
    schema.trim().min(1, "Give the organization a name.").max(80, "A name has at most 80 characters."),
});
export const selectOrganizationSchema = createSelectSchema(organization);
export const patchOrganizationSchema = createUpdateSchema(organization);
