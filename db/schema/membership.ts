import { relations, sql } from "drizzle-orm";
import { index, pgEnum, pgPolicy, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { baseColumns, id, moment, tenantColumns } from "../columns";
import { appAuth, tenantPolicies } from "../policies";
import { user } from "./authentication";
import { organization } from "./organization";

export const memberRoles = ["owner", "admin", "member", "viewer"] as const;
export const memberRole = pgEnum("member_role", memberRoles);

/** Who belongs to an organization, and as what. The last owner can neither leave nor fall. */
export const member = pgTable(
  "member",
  {
    id: id(),
    organizationId: tenantColumns.organizationId,
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    role: memberRole().notNull().default("member"),
    ...baseColumns,
  },
  (table) => [
    ...tenantPolicies("member", table),
    uniqueIndex("member_organizationId_userId_uidx").on(table.organizationId, table.userId),
    index("member_userId_idx").on(table.userId),
    pgPolicy("member_auth", { for: "select", to: [appAuth], using: sql`true` }),
  ],
);

export const invitationStatuses = ["pending", "accepted", "rejected", "canceled"] as const;
export const invitationStatus = pgEnum("invitation_status", invitationStatuses);

export const invitation = pgTable(
  "invitation",
  {
    id: id(),
    organizationId: tenantColumns.organizationId,
    email: text().notNull(),
    role: memberRole().notNull().default("member"),
    status: invitationStatus().notNull().default("pending"),
    // SHA-256 of the secret in the link, in hex; the secret itself is kept nowhere. Without one nobody can accept.
    tokenHash: text(),
    inviterId: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    expiresAt: moment().notNull(),
    ...baseColumns,
  },
  (table) => [
    ...tenantPolicies("invitation", table),
    uniqueIndex("invitation_organizationId_email_uidx")
      .on(table.organizationId, sql`lower(${table.email})`)
      .where(sql`status = 'pending'`),
    index("invitation_inviterId_idx").on(table.inviterId),
    pgPolicy("invitation_auth", { for: "select", to: [appAuth], using: sql`true` }),
  ],
);

// A member is one user in one organization; an organization has many members and invitations.
export const memberRelations = relations(member, ({ one }) => ({
  organization: one(organization, { fields: [member.organizationId], references: [organization.id] }),
  user: one(user, { fields: [member.userId], references: [user.id] }),
}));
export const invitationRelations = relations(invitation, ({ one }) => ({
  organization: one(organization, { fields: [invitation.organizationId], references: [organization.id] }),
  inviter: one(user, { fields: [invitation.inviterId], references: [user.id] }),
}));
export const organizationRelations = relations(organization, ({ many }) => ({
  members: many(member),
  invitations: many(invitation),
}));

export const insertMemberSchema = createInsertSchema(member);
export const selectMemberSchema = createSelectSchema(member);
export const patchMemberSchema = createUpdateSchema(member);
export const insertInvitationSchema = createInsertSchema(invitation);
export const selectInvitationSchema = createSelectSchema(invitation);
export const patchInvitationSchema = createUpdateSchema(invitation);
