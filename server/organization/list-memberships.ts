import { and, asc, eq, isNull } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { member, organization } from "@/db/schema";

/** The organizations a person belongs to, oldest first: the one question about them that crosses tenants. */
export async function listMemberships(userId: string) {
  const { orm } = await getDatabase();
  return orm
    .select({
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      logo: organization.logo,
      role: member.role,
    })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(and(eq(member.userId, userId), isNull(organization.deletedAt)))
    .orderBy(asc(member.createdAt), asc(member.id));
}
