import { eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { invitation } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { isAbove } from "@/server/member/judge-change";
import { fullMessage, MAX_MEMBERS } from "@/server/member/limit";
import { lockAs } from "@/server/organization/lock-organization";
import type { Role } from "@/server/permissions";
import { Refusal } from "@/server/refusal";
import { countMembers, countOpen, getPendingOf, isMember, lockInvitation } from "./queries";
import { newSecret, tokenOf } from "./secret";

/** How long a link can be accepted. */
export const INVITATION_DAYS = 7;

type Author = Actor & { userId: string };

/** What is handed over to whoever sends the link on: the only time that its secret is known. */
export interface SentInvitation {
  id: string;
  token: string;
  email: string;
  organizationName: string;
  expiresAt: Date;
}

/** Invites an address. `knownUserId` is whose account it belongs to, if anybody's: only that tells a member apart. */
export async function invite(
  tx: TenantTx,
  by: Author,
  wanted: { email: string; role: Role; knownUserId: string | undefined },
): Promise<SentInvitation> {
  const own = await lockAs(tx, { userId: by.userId, action: "invitation.manage" });
  const { email, role, knownUserId } = wanted;
  if (isAbove(role, own.role))
    throw new Refusal(
      "FORBIDDEN",
      `Your role (${own.role}) cannot invite somebody as ${role}. Ask an owner.`,
    );
  if (knownUserId !== undefined && (await isMember(tx, knownUserId)))
    throw new Refusal("CONFLICT", `${email} is a member already. Change their role under Members.`);
  const pending = await getPendingOf(tx, email);
  if (pending && pending.expiresAt > new Date())
    throw new Refusal(
      "CONFLICT",
      `${email} is invited already. Send the invitation again, or withdraw it first.`,
    );
  // One that ran out gives its place to the new one.
  if (pending) await tx.update(invitation).set({ status: "canceled" }).where(eq(invitation.id, pending.id));
  if ((await countMembers(tx)) + (await countOpen(tx)) >= MAX_MEMBERS)
    throw new Refusal("TOO_MANY_REQUESTS", fullMessage);
  const { secret, hash } = newSecret();
  const sent = { id: newId(), expiresAt: inDays(INVITATION_DAYS) };
  await tx.insert(invitation).values({
    ...{ ...sent, organizationId: own.id, email, role, tokenHash: hash, inviterId: by.userId },
  });
  const data = { before: null, after: { email, role, expiresAt: sent.expiresAt.toISOString() } };
  await audit(tx, by, { action: "invitation.create", table: "invitation", id: sent.id, data });
  return { ...sent, email, organizationName: own.name, token: tokenOf(sent.id, secret) };
}

/** Gives a pending invitation a new link and a new week; the old link stops working. */
export async function renewInvitation(tx: TenantTx, by: Author, id: string): Promise<SentInvitation> {
  const own = await lockAs(tx, { userId: by.userId, action: "invitation.manage" });
  const row = await lockPending(tx, id);
  if (isAbove(row.role, own.role))
    throw new Refusal(
      "FORBIDDEN",
      `Your role (${own.role}) cannot invite somebody as ${row.role}. Ask an owner.`,
    );
  if (row.expiresAt <= new Date() && (await countMembers(tx)) + (await countOpen(tx)) >= MAX_MEMBERS)
    throw new Refusal("TOO_MANY_REQUESTS", fullMessage);
  const { secret, hash } = newSecret();
  const expiresAt = inDays(INVITATION_DAYS);
  await tx
    .update(invitation)
    .set({ tokenHash: hash, expiresAt, inviterId: by.userId })
    .where(eq(invitation.id, id));
  const data = {
    email: row.email,
    before: { expiresAt: row.expiresAt.toISOString() },
    after: { expiresAt: expiresAt.toISOString() },
  };
  await audit(tx, by, { action: "invitation.renew", table: "invitation", id, data });
  return { id, email: row.email, expiresAt, organizationName: own.name, token: tokenOf(id, secret) };
}

/** Withdraws a pending invitation. */
export async function revokeInvitation(tx: TenantTx, by: Author, id: string): Promise<{ id: string }> {
  await lockAs(tx, { userId: by.userId, action: "invitation.manage" });
  const { email, role } = await lockPending(tx, id);
  await tx.update(invitation).set({ status: "canceled" }).where(eq(invitation.id, id));
  const data = { email, role, before: { status: "pending" }, after: { status: "canceled" } };
  await audit(tx, by, { action: "invitation.revoke", table: "invitation", id, data });
  return { id };
}

async function lockPending(tx: TenantTx, id: string) {
  const row = await lockInvitation(tx, id);
  if (!row) throw new Refusal("NOT_FOUND", "This invitation does not exist, or is not yours to see.");
  if (row.status !== "pending")
    throw new Refusal(
      "CONFLICT",
      "This invitation has been answered or withdrawn already. Load the list again.",
    );
  return row;
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
