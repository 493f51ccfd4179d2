import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { withTenant } from "@/db/tenant";
import { isAllowed } from "@/server/permissions";
import * as queries from "./queries";
import { getRole } from "./role-queries";
import { runSteps } from "./run-steps";

/**
 * After a step was completed: starts the next, or completes the plan, in the name of whoever ran it. Does nothing when
 * that person may not any more, or when the plan was reopened. May be called twice.
 */
export async function continuePlan(of: {
  organizationId: string;
  conversationId: string;
  userId: string;
}): Promise<void> {
  const { organizationId, conversationId, userId } = of;
  await withTenant({ organizationId, userId }, async (tx) => {
    const role = await getRole(tx, userId);
    if (role === undefined || !isAllowed(role, "conversation.write")) return;
    const held = await queries.lockConversation(tx, conversationId);
    if (held?.status !== "confirmed") return;
    const actor = { organizationId, userId, ip: null, userAgent: null, correlationId: randomUUID() };
    await runSteps(tx, actor, conversationId, { retriesFailed: false });
  }).catch((error: unknown) => {
    // The budget is used up: the plan waits for a person, who reads why when they run it.
    if (!(error instanceof TRPCError)) throw error;
  });
}
