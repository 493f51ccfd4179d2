import { count, eq } from "drizzle-orm";
import { member, organization, subscription } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

export async function getOrganization(tx: TenantTx) {
  const [row] = await tx
    .select({
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      logo: organization.logo,
      defaultAudience: organization.defaultAudience,
      createdAt: organization.createdAt,
      plan: subscription.plan,
    })
    .from(organization)
    .leftJoin(subscription, eq(subscription.organizationId, organization.id));
  return row;
}

export async function renameOrganization(tx: TenantTx, id: string, name: string) {
  const [row] = await tx
    .update(organization)
    .set({ name })
    .where(eq(organization.id, id))
    .returning({ id: organization.id, name: organization.name });
  return row;
}

export async function countMembers(tx: TenantTx): Promise<number> {
  const [row] = await tx.select({ members: count() }).from(member);
  return row?.members ?? 0;
}
