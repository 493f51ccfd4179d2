import { inArray, sql } from "drizzle-orm";
import { aiUsage } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** What these calls of the ledger took together: tokens, and dollars as a decimal number (nothing where prices are unknown). */
export async function sumCalls(tx: Pick<TenantTx, "select">, ids: string[]) {
  const nothing = { inputTokens: 0, outputTokens: 0, cost: "0" };
  if (ids.length === 0) return nothing;
  const [row] = await tx
    .select({
      inputTokens: sql<number>`coalesce(sum(${aiUsage.inputTokens}), 0)::int`,
      outputTokens: sql<number>`coalesce(sum(${aiUsage.outputTokens}), 0)::int`,
      cost: sql<string>`coalesce(sum(${aiUsage.cost}), 0)::text`,
    })
    .from(aiUsage)
    .where(inArray(aiUsage.id, ids));
  return row ?? nothing;
}
