import { z } from "zod";
import { planSchema } from "@/db/schema/message-part";
import { found } from "@/server/trpc/errors";
import { router, tenantProcedure } from "@/server/trpc/init";
import { completePlan, confirmPlan, reopenPlan, savePlan } from "./change-plan";
import { sendInput } from "./message-router";
import { retryStep, runSteps, skipStep } from "./run-steps";
import { sendMessage } from "./send-message";

const id = z.string().min(1).max(100);
/** `version` is the conversation's, as it was seen: nobody confirms what somebody else has just changed. */
const change = z.object({ conversationId: id, version: z.number().int().min(1) });
const step = z.object({ stepId: id });

export const planRouter = router({
  /** Asks the assistant for a plan. It arrives as an answer; nothing of it runs before a person has confirmed it. */
  propose: tenantProcedure("conversation.write")
    .input(sendInput.omit({ text: true }).extend({ goal: sendInput.shape.text }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const { goal, ...rest } = input;
        const { organizationId, user } = ctx;
        const sent = { ...rest, parentMessageId: rest.parentMessageId, text: goal };
        return found(
          await sendMessage(tx, { ...sent, organizationId, userId: user.userId, agentType: "plan" }),
          "conversation",
        );
      }),
    ),

  save: tenantProcedure("conversation.write")
    .input(change.extend({ plan: planSchema }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await savePlan(tx, ctx.actor, input), "conversation")),
    ),

  confirm: tenantProcedure("conversation.confirm")
    .input(change.extend({ plan: planSchema.optional() }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await confirmPlan(tx, ctx.actor, input), "conversation")),
    ),

  reopen: tenantProcedure("conversation.confirm")
    .input(change)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await reopenPlan(tx, ctx.actor, input), "conversation")),
    ),

  complete: tenantProcedure("conversation.confirm")
    .input(change)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => found(await completePlan(tx, ctx.actor, input), "conversation")),
    ),

  /** Runs the steps one after the other, until one fails, somebody stops it, or all are done. */
  run: tenantProcedure("conversation.write")
    .input(z.object({ conversationId: id }))
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) => {
        const runner = { ...ctx.actor, userId: ctx.user.userId };
        const running = await runSteps(tx, runner, input.conversationId);
        return { running: running === null ? null : found(running, "conversation") };
      }),
    ),

  retryStep: tenantProcedure("conversation.write")
    .input(step)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) =>
        found(await retryStep(tx, { ...ctx.actor, userId: ctx.user.userId }, input.stepId), "step"),
      ),
    ),

  skipStep: tenantProcedure("conversation.write")
    .input(step)
    .mutation(({ ctx, input }) =>
      ctx.inTenant(async (tx) =>
        found(await skipStep(tx, { ...ctx.actor, userId: ctx.user.userId }, input.stepId), "step"),
      ),
    ),
});
