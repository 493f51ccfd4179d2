import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { newId } from "@/db/columns";
import { startWorker } from "@/server/background/worker";
import { attack } from "@/tests/support/attack";
import { completed, settled } from "@/tests/support/conversation";
import { installAnswerer } from "@/tests/support/install-answerer";
import { type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

const plan = {
  goal: "Know where herons stand",
  steps: [
    { kind: "search" as const, title: "Search", input: { query: "heron water" } },
    { kind: "answer" as const, title: "Answer", input: { question: "Where does the heron stand?" } },
    { kind: "write_note" as const, title: "Write it down", input: { title: "Herons" } },
  ],
  expectedEffects: ["A note."],
  budget: { requests: 5, cost: "0" },
};

async function planned(): Promise<{ ada: Person; conversationId: string }> {
  const ada = await signUp();
  const { id } = await ada.api.conversation.create({});
  await ada.api.conversation.plan.save({ conversationId: id, version: 1, plan });
  return { ada, conversationId: id };
}

test("a plan is proposed, edited, confirmed, carried out step by step and completed, with a note", async () => {
  const ada = await signUp();
  await startWorker();
  await writeIndex(ada, "birds", [
    { path: "src/heron.ts", content: "export function heron() {\n  return 'stands at the water';\n}" },
  ]);
  const { id } = await ada.api.conversation.create({});
  const asked = await ada.api.conversation.plan.propose({
    conversationId: id,
    goal: "heron stands at the water",
    clientKey: newId(),
  });
  await settled(ada, id, asked.responseMessageId);
  const { proposal, version } = await ada.api.conversation.get({ id });
  expect(proposal?.plan.steps.length).toBeGreaterThan(0);
  const confirmed = await ada.api.conversation.plan.confirm({ conversationId: id, version, plan });
  expect(confirmed).toMatchObject({ status: "confirmed", planHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await ada.api.conversation.plan.run({ conversationId: id });
  const done = await completed(ada, id);
  expect(done.steps.map(({ status }) => status)).toEqual(["completed", "completed", "completed"]);
  expect(done.notes).toEqual([expect.objectContaining({ title: "Herons" })]);
  for (const { resultMessageId } of done.steps) {
    const result = await settled(ada, id, resultMessageId ?? "");
    for (const cited of result.citations) expect(cited.verdict).toBe("supported");
  }
});

test("what somebody else changed meanwhile is not confirmed unseen", async () => {
  const { ada, conversationId } = await planned();
  await ada.api.conversation.plan.save({ conversationId, version: 2, plan: { ...plan, goal: "Another" } });
  await expect(ada.api.conversation.plan.confirm({ conversationId, version: 2 })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("editing a confirmed plan takes it back to planning, where nothing runs", async () => {
  const { ada, conversationId } = await planned();
  await ada.api.conversation.plan.confirm({ conversationId, version: 2 });
  const goal = "Another";
  const saved = await ada.api.conversation.plan.save({ conversationId, version: 3, plan: { ...plan, goal } });
  expect(saved.status).toBe("planning");
  await expect(ada.api.conversation.plan.run({ conversationId })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("a step is skipped, a plan without a step that waits is completed, and then nothing changes it", async () => {
  const { ada, conversationId } = await planned();
  await ada.api.conversation.plan.confirm({ conversationId, version: 2 });
  const { steps } = await ada.api.conversation.get({ id: conversationId });
  for (const { id } of steps) await ada.api.conversation.plan.skipStep({ stepId: id });
  const { status, version } = await ada.api.conversation.get({ id: conversationId });
  expect(status).toBe("completed");
  await expect(ada.api.conversation.plan.save({ conversationId, version, plan })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("a plan stops at its budget, and says what to do", async () => {
  const { ada, conversationId } = await planned();
  const scarce = { ...plan, budget: { requests: 1, cost: "0" } };
  await ada.api.conversation.plan.confirm({ conversationId, version: 2, plan: scarce });
  installAnswerer(async function* () {
    yield { type: "usage", inputTokens: 10, outputTokens: 10, cost: "0.001" };
    yield { type: "text", text: "Done" };
  });
  onTestFinished(() => installAnswerer(undefined));
  const { running } = await ada.api.conversation.plan.run({ conversationId });
  await startWorker();
  await settled(ada, conversationId, running?.responseMessageId ?? "");
  await expect(ada.api.conversation.plan.run({ conversationId })).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    message: expect.stringContaining("budget of 1 calls"),
  });
});

test.each([
  [{ ...plan, steps: [] }, "at least one step"],
  [{ ...plan, goal: " " }, "what the plan is to reach"],
  [{ ...plan, budget: { requests: 1, cost: "much" } }, "number of dollars"],
])("a plan that cannot be carried out is refused with what is wrong: %#", async (wrong, message) => {
  const { ada, conversationId } = await planned();
  await expect(ada.api.conversation.plan.save({ conversationId, version: 2, plan: wrong })).rejects.toThrow(
    message,
  );
});

test("under both roles, Postgres refuses every way around a person's confirmation", async () => {
  const { ada, conversationId: id } = await planned();
  const hash = sql`(select plan_hash from conversation where id = ${id})`;
  const aStep = (status: string) => sql`insert into conversation_step
    (id, organization_id, audience, conversation_id, plan_hash, position, kind, title, input, status)
    values (${newId()}, ${ada.organizationId}, ${ada.userId}, ${id}, ${hash}, 0, 'search', 'Search',
      '{"query":"heron water"}', ${status})`;
  const sets = (change: ReturnType<typeof sql>) => sql`update conversation set ${change} where id = ${id}`;
  const denied = "permission denied";

  // While it is planned.
  expect(await attack(ada, "person", aStep("pending"))).toContain("not confirmed");
  expect(await attack(ada, "agent", aStep("pending"))).toContain(denied);
  expect(await attack(ada, "person", sets(sql`status = 'completed'`))).toContain("does not go");
  const inOthersName = sql`status = 'confirmed', confirmed_at = now(), confirmed_by_user_id = null`;
  expect(await attack(ada, "person", sets(inOthersName))).toContain("own name");
  for (const change of [
    sql`status = 'confirmed', confirmed_at = now()`,
    sql`plan = '{}'`,
    sql`plan_hash = 'x'`,
    sql`confirmed_by_user_id = user_id`,
    sql`audience = 'organization'`,
  ])
    expect(await attack(ada, "agent", sets(change))).toContain(denied);
  expect(await attack(ada, "person", sets(sql`plan_hash = 'x'`))).toContain(denied);
  expect(await attack(ada, "person", sets(sql`user_id = 'x'`))).toContain(denied);

  // While it is confirmed.
  await ada.api.conversation.plan.confirm({ conversationId: id, version: 2 });
  const stepIs = (change: ReturnType<typeof sql>) =>
    sql`update conversation_step set ${change} where conversation_id = ${id} and position = 0`;
  expect(await attack(ada, "person", sets(sql`plan = '{"goal":"other"}'`))).toContain("reopen");
  expect(await attack(ada, "person", sets(sql`confirmed_at = now() - interval '1 day'`))).toContain("once");
  expect(await attack(ada, "person", aStep("completed"))).toMatch(/without a result|unique/);
  expect(await attack(ada, "person", stepIs(sql`status = 'in_progress'`))).toContain("only the assistant");
  expect(await attack(ada, "person", stepIs(sql`input = '"other"'`))).toContain(denied);
  expect(await attack(ada, "agent", stepIs(sql`input = '"other"'`))).toContain(denied);
  expect(await attack(ada, "agent", stepIs(sql`status = 'completed'`))).toContain("does not go");
  expect(await attack(ada, "agent", stepIs(sql`status = 'in_progress'`))).toBe("it went through");

  // Once it is reopened, and edited.
  await ada.api.conversation.plan.save({ conversationId: id, version: 3, plan: { ...plan, goal: "Other" } });
  expect(await attack(ada, "agent", stepIs(sql`status = 'completed'`))).toContain("not confirmed");
  expect(await attack(ada, "person", stepIs(sql`status = 'skipped'`))).toMatch(/not confirmed|does not go/);
  await ada.api.conversation.plan.confirm({ conversationId: id, version: 4 });
  const old = sql`update conversation_step set status = 'completed'
    where conversation_id = ${id} and plan_hash <> ${hash}`;
  expect(await attack(ada, "agent", old)).toContain("changed since");
});
