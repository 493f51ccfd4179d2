import { eq, sql } from "drizzle-orm";
import { member, organization } from "@/db/schema";
import { type TenantTx, withTenant } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { Refusal } from "@/server/refusal";
import { lockAs, lockOrganization } from "./lock-organization";

/** How long a deleted organization can be had back. The policy of the role that purges says the same. */
export const GRACE_DAYS = 7;

type Author = Actor & { userId: string };

/** Closes an organization to everybody at once. It is purged after its days of grace. */
export async function deleteOrganization(
  tx: TenantTx,
  by: Author,
  typedName: string,
): Promise<{ id: string }> {
  const own = await lockAs(tx, { userId: by.userId, action: "organization.delete" });
  if (typedName !== own.name)
    throw new Refusal("BAD_REQUEST", `Type the organization’s name as it is to delete it: ${own.name}`);
  await tx.update(organization).set({ deletedAt: sql`now()` }).where(eq(organization.id, own.id));
  const data = { name: own.name, before: "open", after: "deleted", graceDays: GRACE_DAYS };
  await audit(tx, by, { action: "organization.delete", table: "organization", id: own.id, data });
  return { id: own.id };
}

/** Opens a deleted organization again, with everybody and everything in it. For its owners, within the days of grace. */
export async function restoreOrganization(by: Author): Promise<{ id: string; name: string }> {
  return withTenant({ organizationId: by.organizationId, userId: by.userId }, async (tx) => {
    const { id, name } = await lockOrganization(tx);
    const [own] = await tx.select({ role: member.role }).from(member).where(eq(member.userId, by.userId));
    // To whoever is no owner it looks like one that never existed.
    if (own?.role !== "owner")
      throw new Refusal("NOT_FOUND", "This organization does not exist, or is not yours to see.");
    const restored = await tx
      .update(organization)
      .set({ deletedAt: null })
      .where(sql`${organization.id} = ${id} and ${organization.deletedAt} >= now() - interval '7 days'`)
      .returning({ id: organization.id });
    if (restored.length === 0)
      throw new Refusal("CONFLICT", "This organization is open already, or its days of grace are over.");
    const data = { name, before: "deleted", after: "open" };
    await audit(tx, by, { action: "organization.restore", table: "organization", id, data });
    return { id, name };
  });
}
