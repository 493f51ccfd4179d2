import { and, asc, count, desc, eq, ilike } from "drizzle-orm";
import { member, user } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

export const memberOrders = ["createdAt", "name", "role"] as const;

interface ListOptions {
  limit: number;
  offset: number;
  namePattern: string | undefined;
  sortBy: (typeof memberOrders)[number];
  sortDirection: "asc" | "desc";
}

export function listMembers(
  tx: TenantTx,
  { limit, offset, namePattern, sortBy, sortDirection }: ListOptions,
) {
  const direction = sortDirection === "asc" ? asc : desc;
  const column = { createdAt: member.createdAt, name: user.name, role: member.role }[sortBy];
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
    .where(namePattern === undefined ? undefined : ilike(user.name, namePattern))
    .orderBy(direction(column), direction(member.id))
    .limit(limit)
    .offset(offset);
}

export async function getMember(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({ id: member.id, userId: member.userId, role: member.role })
    .from(member)
    .where(eq(member.id, id));
  return row;
}

export async function getMemberOf(tx: TenantTx, userId: string) {
  const [row] = await tx
    .select({ id: member.id, userId: member.userId, role: member.role })
    .from(member)
    .where(eq(member.userId, userId));
  return row;
}

export async function countMembers(
  tx: TenantTx,
  role?: (typeof member.$inferSelect)["role"],
): Promise<number> {
  const [row] = await tx
    .select({ members: count() })
    .from(member)
    .where(and(role === undefined ? undefined : eq(member.role, role)));
  return row?.members ?? 0;
}
