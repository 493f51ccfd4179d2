import { relations, sql } from "drizzle-orm";
import { boolean, check, customType, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createInsertSchema, createSelectSchema, createUpdateSchema } from "drizzle-zod";
import { z } from "zod";
import { baseColumns, id, moment } from "../columns";
import { user } from "./authentication";

// What a person's account holds beside password and sessions. Only app_auth reaches these tables.

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

const userId = () =>
  text()
    .notNull()
    .references(() => user.id, { onDelete: "cascade" });

/** The secret of an authenticator app and the recovery codes that are left, both encrypted; in Better Auth's shape. */
export const twoFactor = pgTable(
  "two_factor",
  {
    id: id(),
    userId: userId(),
    secret: text().notNull(),
    backupCodes: text().notNull(),
    // False until the first code has proved that the app holds the secret.
    verified: boolean().notNull().default(true),
    failedVerificationCount: integer().notNull().default(0),
    lockedUntil: moment(),
    ...baseColumns,
  },
  (table) => [uniqueIndex("two_factor_userId_uidx").on(table.userId)],
);

/** The public half of a passkey; in Better Auth's shape. */
export const passkey = pgTable(
  "passkey",
  {
    id: id(),
    userId: userId(),
    name: text(),
    publicKey: text().notNull(),
    credentialID: text().notNull(),
    counter: integer().notNull(),
    deviceType: text().notNull(),
    backedUp: boolean().notNull(),
    transports: text(),
    aaguid: text(),
    ...baseColumns,
  },
  (table) => [
    index("passkey_userId_idx").on(table.userId),
    uniqueIndex("passkey_credentialID_uidx").on(table.credentialID),
  ],
);

export const pictureTypes = ["image/png", "image/jpeg", "image/webp"] as const;

/** A person's picture, a small square. A new one has a new id, so that its address may be cached for ever. */
export const userPicture = pgTable(
  "user_picture",
  {
    id: id(),
    userId: userId(),
    mimeType: text({ enum: pictureTypes }).notNull(),
    bytes: bytea().notNull(),
    ...baseColumns,
  },
  (table) => [
    uniqueIndex("user_picture_userId_uidx").on(table.userId),
    check("user_picture_mimeType_check", sql`mime_type in ('image/png', 'image/jpeg', 'image/webp')`),
  ],
);

// One user has at most one authenticator app and one picture, and many passkeys.
export const twoFactorRelations = relations(twoFactor, ({ one }) => ({
  user: one(user, { fields: [twoFactor.userId], references: [user.id] }),
}));
export const passkeyRelations = relations(passkey, ({ one }) => ({
  user: one(user, { fields: [passkey.userId], references: [user.id] }),
}));
export const userPictureRelations = relations(userPicture, ({ one }) => ({
  user: one(user, { fields: [userPicture.userId], references: [user.id] }),
}));

const bytes = z.instanceof(Uint8Array);
export const insertTwoFactorSchema = createInsertSchema(twoFactor);
export const selectTwoFactorSchema = createSelectSchema(twoFactor);
export const patchTwoFactorSchema = createUpdateSchema(twoFactor);
export const insertPasskeySchema = createInsertSchema(passkey);
export const selectPasskeySchema = createSelectSchema(passkey);
export const patchPasskeySchema = createUpdateSchema(passkey);
export const insertUserPictureSchema = createInsertSchema(userPicture, { bytes });
export const selectUserPictureSchema = createSelectSchema(userPicture, { bytes });
export const patchUserPictureSchema = createUpdateSchema(userPicture, { bytes: bytes.optional() });
