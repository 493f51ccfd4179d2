import { text, timestamp } from "drizzle-orm/pg-core";
import { newId } from "./id";
import { organization } from "./schema/organization";

export { newId };

/** A moment. Milliseconds, because a JavaScript Date cannot carry microseconds through a cursor. */
export const moment = () => timestamp({ precision: 3, withTimezone: true, mode: "date" });

/** The primary key of every table. */
export const id = () => text().primaryKey().$defaultFn(newId);

/** The two times every table has. `updated_at` moves in the application, not by a trigger. */
export const baseColumns = {
  createdAt: moment().notNull().defaultNow(),
  updatedAt: moment()
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date()),
};

/** What makes a table tenant-owned, together with `tenantPolicies`. */
export const tenantColumns = {
  organizationId: text()
    .notNull()
    .references(() => organization.id, { onDelete: "cascade" }),
  ...baseColumns,
};

/** As `tenantColumns`, for tables whose rows are written once and never changed. */
export const appendOnlyTenantColumns = {
  organizationId: tenantColumns.organizationId,
  createdAt: baseColumns.createdAt,
};

/**
 * As `tenantColumns`, for the tables a repository fills with tens of thousands of rows: the key to their parent holds them
 * to an organization that exists, and one more check for each row would be a tenth of all writing.
 */
export const heldTenantColumns = { organizationId: text().notNull(), ...baseColumns };

/** Who inside the organization may see a row: everybody (`organization`), or the one user whose id it holds. */
export const audienceColumn = { audience: text().notNull().default("organization") };
