import { expect, test } from "vitest";
import { readPlan } from "./plan-with-model";

const given = { goal: "Know pools", passages: [], cost: "0.01" };
const step = { kind: "answer", title: "Answer", input: { question: "What?" } };
const planOf = (value: unknown) => readPlan(JSON.stringify(value), given);

test("a plan is read out of whatever stands around it, and its budget is reckoned here", () => {
  const text = `Here:\n\`\`\`json\n${JSON.stringify({ steps: [step], budget: { requests: 99, cost: "9999" } })}\n\`\`\``;
  expect(readPlan(text, given)).toMatchObject({ goal: "Know pools", budget: { requests: 2, cost: "0.08" } });
});

test.each([
  ["nothing", undefined],
  ["no steps", { steps: [] }],
  ["a step that cannot be carried out", { steps: [{ ...step, kind: "write_file" }] }],
  ["too many steps", { steps: Array.from({ length: 9 }, () => step) }],
  ["a step without a title", { steps: [{ ...step, title: " " }] }],
])("%s is no plan", (_, value) => {
  expect(planOf(value ?? null)).toBeUndefined();
});

test("a file that was not found is searched for, not read", () => {
  const plan = planOf({ steps: [{ kind: "read", title: "Read", input: { path: "/etc/passwd" } }] });
  expect(plan?.steps).toEqual([{ kind: "search", title: "Read", input: { query: "/etc/passwd" } }]);
});
