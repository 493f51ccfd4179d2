import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { member, organization } from "@/db/schema";
import { GRACE_DAYS } from "./delete-organization";

const DAY_MS = 86_400_000;

/** The deleted organizations that a person owns and can still have back, and until when. */
export async function listDeleted(userId: string) {
  const { orm } = await getDatabase();
  const rows = await orm
    .select({ id: organization.id, name: organization.name, deletedAt: organization.deletedAt })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(
      and(
        eq(member.userId, userId),
        eq(member.role, "owner"),
        isNotNull(organization.deletedAt),
        sql`${organization.deletedAt} >= now() - interval '7 days'`,
      ),
    )
    .orderBy(asc(organization.deletedAt));
  return rows.flatMap(({ deletedAt, ...row }) =>
    deletedAt === null
      ? []
      : [{ ...row, deletedAt, purgedAfter: new Date(deletedAt.getTime() + GRACE_DAYS * DAY_MS) }],
  );
}
