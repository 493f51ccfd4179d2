import { member } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import type { Role } from "@/server/permissions";

/** Makes somebody a member, past invitations. */
export async function insertMember(
  tx: TenantTx,
  organizationId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await tx.insert(member).values({ organizationId, userId, role });
}
