import { TRPCError } from "@trpc/server";
import type { TenantTx } from "@/db/tenant";
import { startRequest } from "@/server/agent/start-request";
import type { Actor } from "@/server/audit";
import { complete, wrongStatus } from "./change-plan";
import * as messages from "./message-queries";
import * as plans from "./plan-queries";
import * as queries from "./queries";
import type { Sent } from "./send-message";

type Held = NonNullable<Awaited<ReturnType<typeof queries.lockConversation>>>;
type Runner = Actor & { userId: string };

/**
 * Runs the next step of a confirmed plan; each that is completed starts the next. The one under way is given when there
 * is one; null when none is left. Undefined when the conversation is not the caller's to see.
 */
export async function runSteps(
  tx: TenantTx,
  runner: Runner,
  conversationId: string,
  { retriesFailed = true } = {},
): Promise<Sent | null | undefined> {
  const held = await queries.lockConversation(tx, conversationId);
  if (!held) return undefined;
  if (held.status !== "confirmed") throw wrongStatus(held.status);
  const running = await plans.getRunningStep(tx, conversationId);
  if (running) {
    const { requestId, responseMessageId } = running;
    return { messageId: responseMessageId, requestId, responseMessageId };
  }
  const steps = await plans.listSteps(tx, conversationId);
  const next = steps.find(({ status }) => status === "pending" || status === "failed");
  // By itself nothing goes past a step that failed.
  if (next?.status === "failed" && !retriesFailed) return null;
  if (!next) {
    await complete(tx, runner, held, "steps");
    return null;
  }
  return startStep(tx, runner, held, next);
}

/** Runs a step that has failed once more, and then those behind it. Undefined when there is no such step. */
export async function retryStep(tx: TenantTx, runner: Runner, stepId: string): Promise<Sent | undefined> {
  const { held, step } = (await holdStep(tx, stepId)) ?? {};
  if (!held || !step) return undefined;
  if (step.status !== "failed")
    throw notNow(`This step is ${words[step.status]}: only a failed one is retried.`);
  if (await plans.getRunningStep(tx, held.id))
    throw notNow("Another step is running. Wait for it, or stop it.");
  return startStep(tx, runner, held, step);
}

/** Leaves a step out. The plan is completed when nothing is left. Undefined when there is no such step. */
export async function skipStep(tx: TenantTx, runner: Runner, stepId: string) {
  const { held, step } = (await holdStep(tx, stepId)) ?? {};
  if (!held || !step) return undefined;
  const skipped = await plans.skipStep(tx, stepId);
  if (!skipped)
    throw notNow(`This step is ${words[step.status]}: only one that waits or has failed is skipped.`);
  const steps = await plans.listSteps(tx, held.id);
  const isDone = steps.every(({ status }) => status === "completed" || status === "skipped");
  if (isDone) await complete(tx, runner, held, "steps");
  return { id: stepId, isPlanCompleted: isDone };
}

async function startStep(
  tx: TenantTx,
  runner: Runner,
  held: Held,
  step: { id: string; position: number; title: string },
): Promise<Sent> {
  const { organizationId, userId } = runner;
  const { id: conversationId, audience, plan, planHash } = held;
  if (plan === null || planHash === null) throw wrongStatus("planning");
  const used = await plans.getUsed(tx, conversationId, planHash);
  // Under a budget of none every step quotes passages, which calls no model: `chooseAnswerer` sees to that.
  if (plan.budget.requests > 0 && used.requests >= plan.budget.requests) {
    throw new TRPCError({
      code: "TOO_MANY_REQUESTS",
      message: `The plan's budget of ${plan.budget.requests} calls of a model is used up. Edit the plan to give it more, and confirm it again.`,
    });
  }
  if (Number(plan.budget.cost) > 0 && Number(used.cost) >= Number(plan.budget.cost)) {
    throw new TRPCError({
      code: "TOO_MANY_REQUESTS",
      message: `The plan's budget of $${plan.budget.cost} is used up. Edit the plan to give it more, and confirm it again.`,
    });
  }
  const text = `Step ${step.position + 1} of ${plan.steps.length}: ${step.title}`;
  const parentMessageId = (await messages.getNewestLeaf(tx, conversationId, undefined)) ?? null;
  const message = await messages.insertMessage(tx, {
    ...{ organizationId, audience, conversationId, parentMessageId, role: "system", userId },
    ...{ parts: [{ type: "text", text }], text },
  });
  if (!message) throw new Error("The step's message was not stored.");
  const asked = await startRequest(tx, {
    ...{ organizationId, audience, conversationId, userId, triggeringMessageId: message.id },
    ...{ agentType: "step", conversationStepId: step.id },
  });
  await queries.updateConversation(tx, conversationId, { lastMessageAt: new Date() });
  return { messageId: message.id, ...asked };
}

/** A step of the plan that is confirmed now, with its conversation's row held. */
async function holdStep(tx: TenantTx, stepId: string) {
  const step = await plans.getStepToChange(tx, stepId);
  const held = step && (await queries.lockConversation(tx, step.conversationId));
  if (!step || !held) return undefined;
  if (held.status !== "confirmed") throw wrongStatus(held.status);
  if (held.planHash !== step.planHash) throw notNow("This step belongs to an earlier plan.");
  // As it stands now that nobody else can change it.
  return { held, step: (await plans.getStepToChange(tx, stepId)) ?? step };
}

const words = {
  pending: "waiting",
  in_progress: "running",
  completed: "completed",
  failed: "failed",
  skipped: "skipped",
};

const notNow = (message: string) => new TRPCError({ code: "CONFLICT", message });
