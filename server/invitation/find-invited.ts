import { and, eq, isNull, sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { invitation, member, organization, user } from "@/db/schema";
import { isSecretOf, readToken } from "./secret";

/** The invitation that a link's token belongs to, whichever organization it is of; undefined for a wrong one. */
export async function findInvitation(token: string) {
  const parts = readToken(token);
  if (!parts) return undefined;
  const { orm } = await getDatabase();
  const [row] = await orm
    .select({
      id: invitation.id,
      organizationId: invitation.organizationId,
      organizationName: organization.name,
      email: invitation.email,
      role: invitation.role,
      status: invitation.status,
      expiresAt: invitation.expiresAt,
      tokenHash: invitation.tokenHash,
      inviterName: user.name,
    })
    .from(invitation)
    .innerJoin(
      organization,
      and(eq(organization.id, invitation.organizationId), isNull(organization.deletedAt)),
    )
    .innerJoin(user, eq(user.id, invitation.inviterId))
    .where(eq(invitation.id, parts.id));
  if (!row || !isSecretOf(parts.secret, row.tokenHash)) return undefined;
  return row;
}

/** Whoever has an account with this address: organizations themselves see nobody's address. */
export async function findUserId(email: string): Promise<string | undefined> {
  const { orm } = await getDatabase();
  const [row] = await orm
    .select({ id: user.id })
    .from(user)
    .where(sql`lower(${user.email}) = ${email.toLowerCase()}`);
  return row?.id;
}

/** The address of a person, and whether they have shown that it is theirs. */
export async function readAddress(userId: string) {
  const { orm } = await getDatabase();
  const [row] = await orm
    .select({ email: user.email, isVerified: user.emailVerified })
    .from(user)
    .where(eq(user.id, userId));
  return row;
}

export async function isMemberOf(organizationId: string, userId: string): Promise<boolean> {
  const { orm } = await getDatabase();
  const rows = await orm
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.organizationId, organizationId), eq(member.userId, userId)));
  return rows.length > 0;
}
