import { TRPCError } from "@trpc/server";
import type { Plan } from "@/db/schema/message-part";
import type { TenantTx } from "@/db/tenant";
import { type Actor, audit } from "@/server/audit";
import { insertSteps, resetSteps } from "./plan-queries";
import * as queries from "./queries";

/** Which state of the plan somebody saw when they decided. */
export interface PlanChange {
  conversationId: string;
  version: number;
}

type Held = NonNullable<Awaited<ReturnType<typeof queries.lockConversation>>>;

/**
 * Replaces the plan of a conversation. One that is confirmed is reopened by it, and must be confirmed again.
 * Undefined when the conversation is not the caller's to see; CONFLICT when somebody else changed it meanwhile.
 */
export async function savePlan(tx: TenantTx, actor: Actor, change: PlanChange & { plan: Plan }) {
  const held = await hold(tx, change);
  if (!held) return undefined;
  if (held.status === "completed") throw wrongStatus(held.status);
  if (held.status === "confirmed") await reopen(tx, actor, held);
  return queries.updateConversation(tx, held.id, { plan: change.plan, version: held.version + 1 });
}

/** Confirms the plan as it stands, or as given: from here on its steps may run. Who, when and the hash are kept. */
export async function confirmPlan(
  tx: TenantTx,
  actor: Actor,
  change: PlanChange & { plan?: Plan | undefined },
) {
  const held = await hold(tx, change);
  if (!held) return undefined;
  if (held.status !== "planning") throw wrongStatus(held.status);
  const plan = change.plan ?? held.plan;
  if (plan === null) {
    throw new TRPCError({
      code: "BAD_REQUEST",
      message: "There is no plan to confirm. Ask for one, or write one.",
    });
  }
  if (change.plan) await queries.updateConversation(tx, held.id, { plan });
  const confirmed = await queries.updateConversation(tx, held.id, {
    ...{ status: "confirmed", confirmedByUserId: actor.userId, confirmedAt: new Date() },
    version: held.version + 1,
  });
  const planHash = confirmed?.planHash;
  if (!planHash) throw new Error("The plan was not confirmed.");
  const { organizationId } = actor;
  await insertSteps(
    tx,
    plan.steps.map(({ kind, title, input }, position) => ({
      ...{ organizationId, audience: held.audience, conversationId: held.id, planHash, position },
      ...{ kind, title, input },
    })),
  );
  await resetSteps(tx, held.id, planHash);
  await audit(tx, actor, {
    action: "conversation.confirm",
    table: "conversation",
    id: held.id,
    data: { planHash, steps: plan.steps.length, budget: plan.budget },
  });
  return confirmed;
}

/** Takes a confirmed plan back to planning: nothing more runs. What was done stays. */
export async function reopenPlan(tx: TenantTx, actor: Actor, change: PlanChange) {
  const held = await hold(tx, change);
  if (!held) return undefined;
  if (held.status !== "confirmed") throw wrongStatus(held.status);
  return reopen(tx, actor, held);
}

/** Says that a confirmed plan is done, whatever its steps say. */
export async function completePlan(tx: TenantTx, actor: Actor, change: PlanChange) {
  const held = await hold(tx, change);
  if (!held) return undefined;
  if (held.status !== "confirmed") throw wrongStatus(held.status);
  return complete(tx, actor, held, "person");
}

export async function complete(tx: TenantTx, actor: Actor, held: Held, by: "person" | "steps") {
  const data = { planHash: held.planHash, by };
  await queries.cancelRequests(tx, held.id, "step");
  const completed = await queries.updateConversation(tx, held.id, {
    ...{ status: "completed", completedAt: new Date(), version: held.version + 1 },
  });
  await audit(tx, actor, { action: "conversation.complete", table: "conversation", id: held.id, data });
  return completed;
}

async function reopen(tx: TenantTx, actor: Actor, held: Held) {
  await queries.cancelRequests(tx, held.id, "step");
  const reopened = await queries.updateConversation(tx, held.id, {
    ...{ status: "planning", confirmedAt: null, confirmedByUserId: null, version: held.version + 1 },
  });
  const data = { planHash: held.planHash };
  await audit(tx, actor, { action: "conversation.reopen", table: "conversation", id: held.id, data });
  return reopened;
}

async function hold(tx: TenantTx, { conversationId, version }: PlanChange): Promise<Held | undefined> {
  const held = await queries.lockConversation(tx, conversationId);
  if (held && held.version !== version) {
    throw new TRPCError({
      code: "CONFLICT",
      message: "Somebody has changed this plan meanwhile. Look at it again, then decide.",
    });
  }
  return held;
}

const statusWords = {
  planning: "The plan of this conversation is not confirmed.",
  confirmed: "The plan of this conversation is confirmed already. Reopen it to change it.",
  completed: "This conversation is completed: its plan does not change any more.",
};

export const wrongStatus = (status: keyof typeof statusWords) =>
  new TRPCError({ code: "CONFLICT", message: statusWords[status] });
