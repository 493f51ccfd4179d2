import { sql } from "drizzle-orm";
import { check, customType, pgPolicy, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { newId } from "../id";
import { appAgent, appAuth, appPurge, appTenant, currentTenant } from "../policies";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** Who sees a new conversation unless its author says otherwise: everybody in the organization, or the author alone. */
export const defaultAudiences = ["organization", "private"] as const;
export type DefaultAudience = (typeof defaultAudiences)[number];

/** A tenant. In Better Auth's shape, so its columns are written by hand; `deletedAt` starts the days of grace. */
export const organization = pgTable(
  "organization",
  {
    id: text().primaryKey().$defaultFn(newId),
    name: text().notNull(),
    slug: text().notNull(),
    // Where the picture is served; a new picture has a new address.
    logo: text(),
    // PNG, JPEG or WebP, at most 256 kB.
    picture: bytea(),
    defaultAudience: text({ enum: defaultAudiences }).notNull().default("private"),
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
    check("organization_defaultAudience_check", sql`default_audience in ('organization', 'private')`),
    // The purge reaches an organization only once its days of grace are over: the database itself keeps the promise.
    pgPolicy("organization_purge", {
      for: "all",
      to: [appPurge],
      using: sql`deleted_at < now() - interval '7 days'`,
      withCheck: sql`false`,
    }),
    pgPolicy("organization_auth", { for: "select", to: [appAuth], using: sql`true` }),
  ],
);

const picture = z.instanceof(Uint8Array).nullish();
export const insertOrganizationSchema = createInsertSchema(organization, {
  picture,
  defaultAudience: z.enum(defaultAudiences).optional(),
  name: (schema) =>
    schema.trim().min(1, "Give the organization a name.").max(80, "A name has at most 80 characters."),
  slug: (schema) =>
    schema
      .trim()
      .min(3, "A short name has at least 3 characters.")
      .max(48, "A short name has at most 48 characters.")
      .regex(
        /^[a-z0-9]+(-[a-z0-9]+)*$/,
        "A short name is made of lower-case letters, digits and single hyphens between them.",
      ),
});
export const selectOrganizationSchema = createSelectSchema(organization, {
  picture: z.instanceof(Uint8Array).nullable(),
  defaultAudience: z.enum(defaultAudiences),
});
export const patchOrganizationSchema = createUpdateSchema(organization, {
  picture,
  defaultAudience: z.enum(defaultAudiences).optional(),
});
