import { relations, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { baseColumns, id, moment } from "../columns";
import { appAuth, appTenant } from "../policies";

// Better Auth's tables, in its shape. Only app_auth reaches them; the tenant role sees three columns of `user`,
// and only of fellow members: the subselect on member is itself confined by member's policy.

export const user = pgTable(
  "user",
  {
    id: id(),
    name: text().notNull(),
    email: text().notNull(),
    emailVerified: boolean().notNull().default(false),
    // Where our own route serves the picture: /api/picture/<id of user_picture>.
    image: text(),
    twoFactorEnabled: boolean().notNull().default(false),
    ...baseColumns,
  },
  (table) => [
    uniqueIndex("user_email_uidx").on(table.email),
    pgPolicy("user_auth", { for: "all", to: [appAuth], using: sql`true`, withCheck: sql`true` }),
    pgPolicy("user_fellow_member", {
      for: "select",
      to: [appTenant],
      using: sql`id in (select user_id from member)`,
    }),
  ],
);

const userId = () =>
  text()
    .notNull()
    .references(() => user.id, { onDelete: "cascade" });

export const session = pgTable(
  "session",
  {
    id: id(),
    userId: userId(),
    token: text().notNull(),
    expiresAt: moment().notNull(),
    ipAddress: text(),
    userAgent: text(),
    // No foreign key: a session that outlives its organization is moved to another one at its next request.
    activeOrganizationId: text(),
    ...baseColumns,
  },
  (table) => [
    uniqueIndex("session_token_uidx").on(table.token),
    index("session_userId_idx").on(table.userId),
  ],
);

export const account = pgTable(
  "account",
  {
    id: id(),
    userId: userId(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: moment(),
    refreshTokenExpiresAt: moment(),
    scope: text(),
    password: text(),
    ...baseColumns,
  },
  (table) => [
    index("account_userId_idx").on(table.userId),
    uniqueIndex("account_providerId_accountId_uidx").on(table.providerId, table.accountId),
  ],
);

export const verification = pgTable(
  "verification",
  {
    id: id(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: moment().notNull(),
    ...baseColumns,
  },
  (table) => [index("verification_identifier_idx").on(table.identifier)],
);

export const jwks = pgTable("jwks", {
  id: id(),
  publicKey: text().notNull(),
  privateKey: text().notNull(),
  alg: text(),
  crv: text(),
  expiresAt: moment(),
  ...baseColumns,
});

export const rateLimit = pgTable(
  "rate_limit",
  {
    id: id(),
    key: text().notNull(),
    count: integer().notNull(),
    lastRequest: bigint({ mode: "number" }).notNull(),
  },
  (table) => [uniqueIndex("rate_limit_key_uidx").on(table.key)],
);

/** What a person prefers to see, on every screen and in every organization. */
export const preferencesSchema = z.object({
  theme: z.enum(["system", "light", "dark"]).optional(),
  // False or missing: the time zone follows the browser.
  timeZoneIsChosen: z.boolean().optional(),
});

export const userProfile = pgTable(
  "user_profile",
  {
    id: id(),
    userId: userId(),
    locale: text().notNull().default("en"),
    timeZone: text().notNull().default("UTC"),
    preferences: jsonb().$type<z.infer<typeof preferencesSchema>>().notNull().default({}),
    ...baseColumns,
  },
  (table) => [uniqueIndex("user_profile_userId_uidx").on(table.userId)],
);

/** Sign-ins, failures, resets and purge receipts: what has no organization, or outlives it. Append-only. */
export const securityEvent = pgTable(
  "security_event",
  {
    id: id(),
    // Whose account it is about, and who reads it in their security log.
    userId: text().references(() => user.id, { onDelete: "set null" }),
    // Who did it, kept when the account is gone: no foreign key. Null: a stranger, the operator or Carrel itself.
    actorId: text(),
    // `noun.verb`. Grows with every feature, hence text with a CHECK on the shape instead of an enum.
    action: text().notNull(),
    eventData: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    correlationId: uuid().notNull().defaultRandom(),
    ip: text(),
    userAgent: text(),
    createdAt: baseColumns.createdAt,
  },
  (table) => [
    check("security_event_action_check", sql`action ~ '^[a-z_]+\\.[a-z_]+$'`),
    // The security log of one person, newest first.
    index("security_event_userId_createdAt_id_idx").on(table.userId, table.createdAt, table.id),
    index("security_event_createdAt_id_idx").on(table.createdAt, table.id),
  ],
);

// One user has many sessions and many accounts, and exactly one profile.
export const userRelations = relations(user, ({ many, one }) => ({
  sessions: many(session),
  accounts: many(account),
  profile: one(userProfile),
}));
export const sessionRelations = relations(session, ({ one }) => ({
  user: one(user, { fields: [session.userId], references: [user.id] }),
}));
export const accountRelations = relations(account, ({ one }) => ({
  user: one(user, { fields: [account.userId], references: [user.id] }),
}));
export const userProfileRelations = relations(userProfile, ({ one }) => ({
  user: one(user, { fields: [userProfile.userId], references: [user.id] }),
}));

export const insertUserSchema = createInsertSchema(user);
export const selectUserSchema = createSelectSchema(user);
export const patchUserSchema = createUpdateSchema(user);
export const insertSessionSchema = createInsertSchema(session);
export const selectSessionSchema = createSelectSchema(session);
export const patchSessionSchema = createUpdateSchema(session);
export const insertAccountSchema = createInsertSchema(account);
export const selectAccountSchema = createSelectSchema(account);
export const patchAccountSchema = createUpdateSchema(account);
export const insertVerificationSchema = createInsertSchema(verification);
export const selectVerificationSchema = createSelectSchema(verification);
export const patchVerificationSchema = createUpdateSchema(verification);
export const insertJwksSchema = createInsertSchema(jwks);
export const selectJwksSchema = createSelectSchema(jwks);
export const patchJwksSchema = createUpdateSchema(jwks);
export const insertRateLimitSchema = createInsertSchema(rateLimit);
export const selectRateLimitSchema = createSelectSchema(rateLimit);
export const patchRateLimitSchema = createUpdateSchema(rateLimit);
export const insertUserProfileSchema = createInsertSchema(userProfile, {
  preferences: preferencesSchema.optional(),
});
export const selectUserProfileSchema = createSelectSchema(userProfile, { preferences: preferencesSchema });
export const patchUserProfileSchema = createUpdateSchema(userProfile, {
  preferences: preferencesSchema.optional(),
});
const eventData = z.record(z.string(), z.unknown());
export const insertSecurityEventSchema = createInsertSchema(securityEvent, {
  eventData: eventData.optional(),
});
export const selectSecurityEventSchema = createSelectSchema(securityEvent, { eventData });
export const patchSecurityEventSchema = createUpdateSchema(securityEvent, {
  eventData: eventData.optional(),
});
