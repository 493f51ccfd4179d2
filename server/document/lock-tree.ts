import { sql } from "drizzle-orm";
import type { TenantTx } from "@/db/tenant";

/**
 * Whoever changes where things stand in an organization's tree of folders does it alone, until the transaction ends: what
 * is then read about names and ancestors stays true. Every change of a place and every new name begins with it.
 */
export async function lockTree(tx: TenantTx, organizationId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`folders ${organizationId}`}, 0))`);
}
