import { eq } from "drizzle-orm";
import { member } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

export async function getRole(tx: TenantTx, userId: string): Promise<string | undefined> {
  const [row] = await tx.select({ role: member.role }).from(member).where(eq(member.userId, userId));
  return row?.role;
}
