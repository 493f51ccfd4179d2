import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { agentRequest, conversation, conversationMessage, conversationStep } from "@/db/schema";
import type { TenantTx } from "@/db/tenant";

const step = {
  id: conversationStep.id,
  position: conversationStep.position,
  kind: conversationStep.kind,
  title: conversationStep.title,
  input: conversationStep.input,
  status: conversationStep.status,
  resultMessageId: conversationStep.resultMessageId,
  error: conversationStep.error,
  startedAt: conversationStep.startedAt,
  completedAt: conversationStep.completedAt,
};

/** The steps of the plan as it stands, in their order; none before it was confirmed for the first time. */
export function listSteps(tx: TenantTx, conversationId: string) {
  return tx
    .select(step)
    .from(conversationStep)
    .innerJoin(
      conversation,
      and(
        eq(conversation.id, conversationStep.conversationId),
        eq(conversation.planHash, conversationStep.planHash),
      ),
    )
    .where(eq(conversationStep.conversationId, conversationId))
    .orderBy(asc(conversationStep.position));
}

export async function getStepToChange(tx: TenantTx, id: string) {
  const [row] = await tx
    .select({ ...step, conversationId: conversationStep.conversationId, planHash: conversationStep.planHash })
    .from(conversationStep)
    .where(eq(conversationStep.id, id));
  return row;
}

export async function insertSteps(
  tx: TenantTx,
  steps: (typeof conversationStep.$inferInsert)[],
): Promise<void> {
  await tx
    .insert(conversationStep)
    .values(steps)
    // A plan that is confirmed again unchanged keeps what its steps have done.
    .onConflictDoNothing({
      target: [
        conversationStep.organizationId,
        conversationStep.conversationId,
        conversationStep.planHash,
        conversationStep.position,
      ],
    });
}

/** Steps that were under way when the plan was reopened begin anew. */
export async function resetSteps(tx: TenantTx, conversationId: string, planHash: string): Promise<void> {
  await tx
    .update(conversationStep)
    .set({ status: "pending", error: null })
    .where(
      and(
        eq(conversationStep.conversationId, conversationId),
        eq(conversationStep.planHash, planHash),
        eq(conversationStep.status, "in_progress"),
      ),
    );
}

export async function skipStep(tx: TenantTx, id: string) {
  const [row] = await tx
    .update(conversationStep)
    .set({ status: "skipped" })
    .where(and(eq(conversationStep.id, id), inArray(conversationStep.status, ["pending", "failed"])))
    .returning({ id: conversationStep.id });
  return row;
}

/** The step request under way in a conversation: steps run one at a time. */
export async function getRunningStep(tx: TenantTx, conversationId: string) {
  const [row] = await tx
    .select({
      requestId: agentRequest.id,
      responseMessageId: agentRequest.responseMessageId,
      stepId: agentRequest.conversationStepId,
    })
    .from(agentRequest)
    .where(
      and(
        eq(agentRequest.conversationId, conversationId),
        eq(agentRequest.agentType, "step"),
        inArray(agentRequest.status, ["pending", "in_progress"]),
      ),
    );
  return row;
}

/** What the steps of a plan have used of its budget: requests that called a model, and their cost, summed in SQL. */
export async function getUsed(tx: TenantTx, conversationId: string, planHash: string) {
  const [row] = await tx
    .select({
      requests: sql<number>`count(*) filter (where ${agentRequest.inputTokens} + ${agentRequest.outputTokens} > 0)::int`,
      cost: sql<string>`coalesce(sum(${agentRequest.cost}), 0)::text`,
    })
    .from(agentRequest)
    .innerJoin(conversationStep, eq(conversationStep.id, agentRequest.conversationStepId))
    .where(and(eq(agentRequest.conversationId, conversationId), eq(conversationStep.planHash, planHash)));
  return row ?? { requests: 0, cost: "0" };
}

/** The newest plan that the assistant has proposed. */
export async function getProposal(tx: TenantTx, conversationId: string) {
  const [row] = await tx
    .select({ messageId: conversationMessage.id, parts: conversationMessage.parts })
    .from(agentRequest)
    .innerJoin(conversationMessage, eq(conversationMessage.id, agentRequest.responseMessageId))
    .where(
      and(
        eq(agentRequest.conversationId, conversationId),
        eq(agentRequest.agentType, "plan"),
        eq(agentRequest.status, "completed"),
      ),
    )
    .orderBy(sql`${conversationMessage.sequence} desc`)
    .limit(1);
  const part = row?.parts.find((one) => one.type === "plan");
  return row && part ? { messageId: row.messageId, plan: part.plan } : undefined;
}
