import { z } from "zod";
import { knowledgeCategories } from "@/db/schema/knowledge-part";
import { type Plan, planSchema, stepKinds } from "@/db/schema/message-part";
import type { Passage } from "@/server/answer/answer";
import { proposePlan, readInput } from "@/server/answer/propose-plan";
import type { AnswerEvent, AnswerInput } from "./answerer";
import type { Meter } from "./meter";
import { openConversation } from "./model-prompt";

const LONGEST_PLAN_CHARS = 50_000;
const MOST_STEPS = 8;

const answerSchema = z.object({
  steps: z
    .array(
      z.object({
        kind: z.enum(stepKinds),
        title: z.string().trim().min(1).max(200),
        input: z.object({
          query: z.string().max(1_000).optional(),
          path: z.string().max(4_000).optional(),
          question: z.string().max(2_000).optional(),
          title: z.string().max(200).optional(),
          category: z.enum(knowledgeCategories).optional().catch(undefined),
        }),
      }),
    )
    .min(1)
    .max(MOST_STEPS),
  expectedEffects: z.array(z.string().max(500)).max(10).default([]),
});

/** Asks a model for a plan. One that cannot be read is replaced by the plan that needs no model, and that is said. */
export async function* planWithModel(
  input: AnswerInput & { task: { type: "plan"; goal: string } },
  meter: Meter,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const { system, messages } = openConversation(input, meter.model);
  let text = "";
  for await (const part of meter.call({ system, messages, feature: "plan" }, signal))
    if (part.type === "text" && text.length < LONGEST_PLAN_CHARS) text += part.text;
  yield meter.usage;
  const { goal } = input.task;
  const { passages, context } = input;
  const only = context.repositoryIds?.length === 1 ? context.repositoryIds[0] : undefined;
  const plan = readPlan(text, { goal, passages, cost: meter.usage.cost, repositoryId: only });
  yield {
    type: "text",
    text: plan
      ? "Here is a plan. Change what you like, then confirm it: nothing runs before."
      : `${meter.model.apiModelId} proposed nothing that can be read, so this plan was made without it. Change what you like, then confirm it: nothing runs before.`,
  };
  yield {
    type: "plan",
    plan: (plan ?? withModelBudget(proposePlan({ goal, passages, repositoryId: only }))) as never,
  };
}

/**
 * The plan in a model's answer; undefined when there is none. A file is read only where one was found. An entry belongs to
 * the repository that was chosen, or else to that of the best passage: no model says which.
 */
export function readPlan(
  text: string,
  given: { goal: string; passages: readonly Passage[]; cost: string; repositoryId?: string | undefined },
): Plan | undefined {
  const json = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
  const parsed = answerSchema.safeParse(parseJson(json));
  if (!parsed.success) return undefined;
  const steps = parsed.data.steps.map(({ kind, title, input }) => {
    const found = given.passages.find(({ path }) => path === input.path);
    if (kind === "write_knowledge") {
      const repositoryId = given.repositoryId ?? given.passages[0]?.repositoryId;
      const question = input.question ?? input.query ?? given.goal.slice(0, 2_000);
      return {
        kind,
        title,
        input: {
          ...{ title: input.title ?? title, question, category: input.category ?? "patterns" },
          ...(repositoryId === undefined ? {} : { repositoryId }),
        },
      };
    }
    if (kind !== "read") return { kind, title, input };
    if (!found) return { kind: "search" as const, title, input: { query: input.path ?? title } };
    return { kind, title, input: readInput(found) };
  });
  const proposed = planSchema.safeParse({
    ...{ goal: given.goal.slice(0, 2_000), steps, expectedEffects: parsed.data.expectedEffects },
    budget: { requests: steps.length * 2, cost: costOf(steps.length, given.cost) },
  });
  return proposed.success ? proposed.data : undefined;
}

// Each step may be tried twice, and may take a few calls as large as this one; "0" where prices are not known.
function costOf(steps: number, cost: string): string {
  const dollars = Number(cost) * steps * 2 * 4;
  return dollars > 0 ? Math.min(9_999, Math.max(0.01, dollars)).toFixed(2) : "0";
}

const withModelBudget = (plan: ReturnType<typeof proposePlan>) => ({
  ...plan,
  budget: { ...plan.budget, requests: Math.max(plan.steps.length * 2, plan.budget.requests) },
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll("\\u0000", ""));
  } catch {
    return undefined;
  }
}
