import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, like } from "drizzle-orm";
import { getDatabase, type Orm } from "@/db/client";
import { user, verification } from "@/db/schema";
import { sqlState, UNIQUE_VIOLATION } from "@/db/sql-state";
import { env } from "@/server/env";
import { type Delivery, deliverMail } from "@/server/mail/outbox";
import { emailChangeLink, sendNotice } from "./account-mails";

const LINK_LASTS_MS = 60 * 60_000;

/**
 * Sends a link to the new address; nothing changes before it is used, and an earlier link stops working. An address
 * that is taken is told nothing of it here: otherwise anybody could ask which addresses have an account.
 */
export async function requestEmailChange(userId: string, newEmail: string): Promise<Delivery> {
  const { orm } = await getDatabase();
  const token = randomBytes(32).toString("base64url");
  const [taken] = await orm.select({ id: user.id }).from(user).where(eq(user.email, newEmail));
  await orm.delete(verification).where(like(verification.identifier, `change-email:${userId}:%`));
  if (taken) return deliverMail(takenMail(newEmail));
  await orm.insert(verification).values({
    identifier: `change-email:${userId}:${digest(token)}`,
    value: newEmail,
    expiresAt: new Date(Date.now() + LINK_LASTS_MS),
  });
  return deliverMail(
    emailChangeLink(newEmail, `${env.BETTER_AUTH_URL}/confirm-email?token=${userId}.${token}`),
  );
}

const takenMail = (to: string) => ({
  to,
  subject: "This address has a Carrel account already",
  text: "Somebody who is signed in to Carrel asked to use this address for another account. It belongs to yours already, so nothing has changed, and there is nothing to do.",
});

export type EmailChange =
  | { status: "changed"; userId: string; newEmail: string }
  | { status: "expired" }
  | { status: "taken" };

/** Makes the new address the one to sign in with, and tells the old one. A link works once. */
export async function confirmEmailChange(linked: string): Promise<EmailChange> {
  const [userId = "", token = ""] = linked.split(".");
  const { orm } = await getDatabase();
  try {
    const changed = await orm.transaction((tx) => changeInside(tx, userId, digest(token)));
    if (!changed) return { status: "expired" };
    await sendNotice(
      changed.oldEmail,
      `You sign in with ${changed.newEmail} now, and no longer with this address.`,
    );
    return { status: "changed", userId, newEmail: changed.newEmail };
  } catch (error) {
    // Somebody signed up with the address since the link was sent.
    if (sqlState(error) === UNIQUE_VIOLATION) return { status: "taken" };
    throw error;
  }
}

async function changeInside(tx: Pick<Orm, "select" | "update" | "delete">, userId: string, hash: string) {
  const [used] = await tx
    .delete(verification)
    .where(
      and(
        eq(verification.identifier, `change-email:${userId}:${hash}`),
        gt(verification.expiresAt, new Date()),
      ),
    )
    .returning({ newEmail: verification.value });
  if (!used) return undefined;
  const [before] = await tx.select({ email: user.email }).from(user).where(eq(user.id, userId));
  if (!before) return undefined;
  await tx.update(user).set({ email: used.newEmail, emailVerified: true }).where(eq(user.id, userId));
  // A password reset that was asked for at the old address must not open the account any more.
  await tx.delete(verification).where(eq(verification.value, userId));
  return { oldEmail: before.email, newEmail: used.newEmail };
}

const digest = (token: string) => createHash("sha256").update(token).digest("base64url");
