import { eq } from "drizzle-orm";
import { agentRequest, agentToolCall } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

/** For whom a request's conversation is now; undefined when it is deleted. */
export async function getAudience(tx: TenantTx, requestId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ audience: agentRequest.audience })
    .from(agentRequest)
    .where(eq(agentRequest.id, requestId));
  return row?.audience;
}

export async function insertToolCall(
  tx: TenantTx,
  values: typeof agentToolCall.$inferInsert,
): Promise<string | undefined> {
  const [row] = await tx.insert(agentToolCall).values(values).returning({ id: agentToolCall.id });
  return row?.id;
}

export async function setToolOutput(
  tx: TenantTx,
  id: string,
  output: Record<string, unknown>,
): Promise<void> {
  await tx.update(agentToolCall).set({ output }).where(eq(agentToolCall.id, id));
}
