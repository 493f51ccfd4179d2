import { sql } from "drizzle-orm";
import type { agentToolCall } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";
import { enqueue } from "@/server/background/enqueue";
import { insertToolCall } from "./tool-call-queries";

/** How long a tool call waits for a person. */
const WAITS_S = 10 * 60;

/**
 * Writes down that the assistant wants to use a tool, and gives the call's id. One that waits for a person expires by
 * itself: its job is queued with it. All by the database's clock, so that the job cannot come before its time.
 */
export async function beginToolCall(
  tx: TenantTx,
  call: Omit<typeof agentToolCall.$inferInsert, "expiresAt">,
): Promise<string | undefined> {
  const expiresAt = sql`now() + make_interval(secs => ${WAITS_S})` as unknown as Date;
  const id = await insertToolCall(tx, { ...call, expiresAt });
  if ((call.approval ?? "pending") === "pending")
    await enqueue(tx, "expire-tool-calls", {
      data: { organizationId: call.organizationId },
      as: "agent",
      startAfterSeconds: WAITS_S + 1,
    });
  return id;
}
