import { eq } from "drizzle-orm";
import { member, organization } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { type Action, isAllowed } from "@/server/permissions";
import { Refusal } from "@/server/refusal";

/**
 * Makes whoever changes the people of this organization wait for their turn, until the transaction ends. What is read
 * after it is what the one before has left. Rows that only refer to the organization are not held up.
 */
export async function lockOrganization(tx: TenantTx) {
  const [row] = await tx
    .select({
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      defaultAudience: organization.defaultAudience,
      logo: organization.logo,
      deletedAt: organization.deletedAt,
    })
    .from(organization)
    .for("no key update");
  if (!row) throw new Refusal("NOT_FOUND", "This organization does not exist, or is not yours to see.");
  return row;
}

/**
 * The same for a member: their role is read again once it is their turn, because whoever was before them may have
 * changed it. Throws FORBIDDEN when they may not do `action` any more.
 */
export async function lockAs(tx: TenantTx, { userId, action }: { userId: string; action: Action }) {
  const locked = await lockOrganization(tx);
  const [own] = await tx.select({ role: member.role }).from(member).where(eq(member.userId, userId));
  if (!own || locked.deletedAt !== null)
    throw new Refusal(
      "FORBIDDEN",
      "You are not a member of this organization (any more). Choose another one.",
    );
  if (!isAllowed(own.role, action)) {
    throw new Refusal(
      "FORBIDDEN",
      `Your role (${own.role}) does not allow this. Ask an owner or admin of the organization.`,
    );
  }
  return { ...locked, role: own.role };
}
