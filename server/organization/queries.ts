import { asc, count, eq } from "drizzle-orm";
import { member, organization, subscription, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

export async function getOrganization(tx: TenantTx) {
  const [row] = await tx
    .select({
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
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

export function listMembers(tx: TenantTx, page: { limit: number; offset: number }) {
  return tx
    .select({
      id: member.id,
      userId: member.userId,
      name: user.name,
      image: user.image,
      role: member.role,
      createdAt: member.createdAt,
    })
    .from(member)
    .leftJoin(user, eq(user.id, member.userId))
    .orderBy(asc(member.createdAt), asc(member.id))
    .limit(page.limit)
    .offset(page.offset);
}

export async function countMembers(tx: TenantTx): Promise<number> {
  const [row] = await tx.select({ members: count() }).from(member);
  return row?.members ?? 0;
}
