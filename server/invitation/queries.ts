import { and, count, desc, eq, gt, sql } from "drizzle-orm";
import { invitation, member, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** The invitations that nobody has answered yet, newest first; those that ran out too, because they can be renewed. */
export function listPending(tx: TenantTx, page: { limit: number; offset: number }) {
  return tx
    .select({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      inviterName: user.name,
      createdAt: invitation.createdAt,
      expiresAt: invitation.expiresAt,
    })
    .from(invitation)
    .leftJoin(user, eq(user.id, invitation.inviterId))
    .where(eq(invitation.status, "pending"))
    .orderBy(desc(invitation.createdAt), desc(invitation.id))
    .limit(page.limit)
    .offset(page.offset);
}

/** One invitation, locked until the transaction ends. */
export async function lockInvitation(tx: TenantTx, id: string) {
  const [row] = await tx.select().from(invitation).where(eq(invitation.id, id)).for("update");
  return row;
}

export async function getPendingOf(tx: TenantTx, email: string) {
  const [row] = await tx
    .select({ id: invitation.id, expiresAt: invitation.expiresAt })
    .from(invitation)
    .where(and(eq(invitation.status, "pending"), sql`lower(${invitation.email}) = ${email.toLowerCase()}`));
  return row;
}

export async function isMember(tx: TenantTx, userId: string): Promise<boolean> {
  const rows = await tx.select({ id: member.id }).from(member).where(eq(member.userId, userId));
  return rows.length > 0;
}

export async function countMembers(tx: TenantTx): Promise<number> {
  const [row] = await tx.select({ rows: count() }).from(member);
  return row?.rows ?? 0;
}

/** How many places are promised: invitations that can still be accepted. */
export async function countOpen(tx: TenantTx): Promise<number> {
  const [row] = await tx
    .select({ rows: count() })
    .from(invitation)
    .where(and(eq(invitation.status, "pending"), gt(invitation.expiresAt, new Date())));
  return row?.rows ?? 0;
}
