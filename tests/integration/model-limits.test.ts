import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { newId } from "@/db/columns";
import { agentRequest, agentToolCall, aiCallDetail, aiUsage } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { beginToolCall } from "@/server/agent/begin-tool-call";
import { expireToolCalls } from "@/server/agent/expire-tool-calls";
import { runRequest } from "@/server/agent/run-request";
import { startWorker } from "@/server/background/worker";
import { noteCall } from "@/server/usage/note-call";
import { reserveRequest } from "@/server/usage/reserve-request";
import { completed, settled } from "@/tests/support/conversation";
import { installAnswerer } from "@/tests/support/install-answerer";
import { installChatModel, removeChatModel } from "@/tests/support/install-chat-model";
import { type ModelServer, type Script, startModelServer } from "@/tests/support/model-server";
import { asOwner } from "@/tests/support/proof/owner";
import { type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer([]);
});
afterAll(() => server.close());
afterEach(removeChatModel);

const pool = { path: "src/pool.ts", content: "export function releasePool() {\n  return pool.close(30);\n}" };

async function prepared(script: Script) {
  server.play(script);
  server.requests.length = 0;
  const model = await installChatModel(server);
  const ada = await signUp();
  const { id } = await ada.api.conversation.create({});
  return { ada, id, model };
}

const send = (person: Person, conversationId: string) =>
  person.api.message.send({ conversationId, text: "Where is the pool released?", clientKey: newId() });

const asAgent = <T>({ organizationId }: Person, work: Parameters<typeof withTenant<T>>[1]) =>
  withTenant({ organizationId, as: "agent" }, work);

/** A request as a worker leaves it that is killed while it asks a model, and what is written of the answer. */
async function abandon(person: Person, conversationId: string, { calls = 1 } = {}) {
  const sent = await send(person, conversationId);
  const { organizationId } = person;
  const { requestId } = sent;
  await asAgent(person, async (tx) => {
    await tx
      .update(agentRequest)
      .set({ status: "in_progress", leaseToken: "dead", startedAt: new Date() })
      .where(eq(agentRequest.id, requestId));
    await reserveRequest(tx, { organizationId, requestId });
    const call = { organizationId, requestId, apiModelId: "test/scripted", feature: "answer" };
    for (let number = 1; number <= calls; number++) await noteCall(tx, { ...call, number, inputTokens: 400 });
    await tx.execute(sql`insert into agent_event (id, organization_id, audience, agent_request_id, sequence, type, event_data)
      values (${newId()}, ${organizationId}, ${person.userId}, ${requestId}, 1, 'draft', '{"text":"Half of an answer"}')`);
  });
  await asOwner((tx) =>
    tx.execute(
      sql`update agent_request set updated_at = now() - interval '1 minute' where id = ${requestId}`,
    ),
  );
  return sent;
}

const ledgerOf = ({ organizationId }: Person) =>
  asOwner((tx) =>
    tx
      .select({ usage: aiUsage, detail: aiCallDetail })
      .from(aiUsage)
      .leftJoin(aiCallDetail, eq(aiCallDetail.aiUsageId, aiUsage.id))
      .where(eq(aiUsage.organizationId, organizationId)),
  );

const going = () => new AbortController().signal;

test("what a killed process had taken is given back once, and the call it died in stands in the ledger as failed", async () => {
  const { ada, id } = await prepared([]);
  const { requestId, responseMessageId } = await abandon(ada, id);
  expect(await ada.api.usage.current()).toMatchObject({ used: 1 });
  const { organizationId } = ada;
  // Two processes find it at once, and a third one later.
  await Promise.all([1, 2].map(() => runRequest({ organizationId, requestId }, going())));
  await runRequest({ organizationId, requestId }, going());
  const { text, request } = await settled(ada, id, responseMessageId);
  expect(text).toBe("Half of an answer");
  expect(request).toMatchObject({ status: "failed", failure: "interrupted" });
  expect(await ada.api.usage.current()).toMatchObject({ used: 0 });
  const ledger = await ledgerOf(ada);
  expect(ledger).toMatchObject([
    {
      usage: { stopReason: "failed:interrupted", inputTokens: 400, outputTokens: 5, cost: "0.000410" },
      detail: { audience: ada.userId, response: { text: "Half of an answer" } },
    },
  ]);
  const [row] = await asOwner((tx) => tx.select().from(agentRequest).where(eq(agentRequest.id, requestId)));
  expect(row).toMatchObject({ inputTokens: 400, outputTokens: 5, cost: "0.000410" });
  expect(server.requests).toEqual([]);
});

test("what was taken for a conversation that was deleted after its process had died is given back too", async () => {
  const { ada, id } = await prepared([]);
  const { requestId } = await abandon(ada, id);
  await ada.api.conversation.delete({ id });
  await runRequest({ organizationId: ada.organizationId, requestId }, going());
  await runRequest({ organizationId: ada.organizationId, requestId }, going());
  expect(await ada.api.usage.current()).toMatchObject({ used: 0 });
  expect(await ledgerOf(ada)).toMatchObject([{ usage: { stopReason: "failed:interrupted" } }]);
});

test("a process that comes back from being thought dead writes its call down no second time", async () => {
  const { ada, id } = await prepared([{ kind: "answer", text: "It is closed. ".repeat(30), pauseMs: 20 }]);
  const sent = await send(ada, id);
  const { organizationId } = ada;
  const slow = runRequest({ organizationId, requestId: sent.requestId }, going());
  await expect.poll(() => server.requests.length).toBe(1);
  await expect.poll(async () => (await ada.api.usage.current()).used).toBe(1);
  const { settle } = await import("@/server/agent/settle");
  await settle({
    ...{ organizationId, requestId: sent.requestId },
    ending: { status: "failed", failure: "interrupted", error: "It was silent." },
  });
  await slow;
  await expect.poll(async () => (await ledgerOf(ada)).length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await ledgerOf(ada)).toMatchObject([{ usage: { stopReason: "failed:interrupted" } }]);
  expect(await ada.api.usage.current()).toMatchObject({ used: 0 });
});

test("a tool call that nobody decides about expires by itself, and the assistant reads so", async () => {
  const { ada, id } = await prepared([{ kind: "answer", text: "Yes." }]);
  const { organizationId } = ada;
  await startWorker();
  const { requestId, responseMessageId } = await send(ada, id);
  await settled(ada, id, responseMessageId);
  const begin = (toolName: string) =>
    asAgent(ada, (tx) =>
      beginToolCall(tx, { organizationId, audience: ada.userId, agentRequestId: requestId, toolName }),
    );
  const late = (await begin("write_late")) ?? "";
  const waiting = (await begin("write_waiting")) ?? "";
  const refused = (await begin("write_refused")) ?? "";
  await ada.api.agent.rejectToolCall({ id: refused, reason: "Not on a Friday." });
  // Each has a job of its own, ten minutes later.
  const due = sql`select extract(epoch from start_after - now())::int as seconds from pgboss.job
    where name = 'expire-tool-calls' and data->>'organizationId' = ${organizationId}`;
  const jobs = (await asOwner((tx) => tx.execute(due))) as unknown as { rows: { seconds: number }[] };
  expect(jobs.rows).toHaveLength(3);
  for (const { seconds } of jobs.rows) expect(Math.abs(seconds - 600)).toBeLessThan(10);
  const approvals = async () => {
    const rows = await asOwner((tx) =>
      tx.select().from(agentToolCall).where(eq(agentToolCall.organizationId, organizationId)),
    );
    return Object.fromEntries(rows.map((row) => [row.toolName, row.approval]));
  };
  await expireToolCalls(organizationId);
  expect(await approvals()).toMatchObject({ write_late: "pending" });

  // Ten minutes go by for one of them and for its job.
  await asOwner(async (tx) => {
    await tx.execute(sql`update agent_tool_call set expires_at = now() where id = ${late}`);
    await tx.execute(sql`update pgboss.job set start_after = now() where name = 'expire-tool-calls'
      and id = (select min(id::text)::uuid from pgboss.job where data->>'organizationId' = ${organizationId}
        and name = 'expire-tool-calls')`);
  });
  await expect.poll(async () => (await approvals()).write_late, { timeout: 10_000 }).toBe("expired");
  expect(await approvals()).toMatchObject({ write_waiting: "pending", write_refused: "rejected" });
  await expect(ada.api.agent.approveToolCall({ id: late })).rejects.toMatchObject({
    ...{ code: "CONFLICT", message: expect.stringContaining("expired already") },
  });
  await ada.api.agent.approveToolCall({ id: waiting });

  const next = await send(ada, id);
  await settled(ada, id, next.responseMessageId);
  const read = JSON.stringify(server.requests.at(-1)?.messages);
  expect(read).toContain("Nobody approved the tool call write_late within ten minutes");
  expect(read).toContain(
    "rejected the tool call write_refused, so it did not run. Their reason: Not on a Friday.",
  );
  expect(read).not.toContain("write_waiting");
});

test.each([
  [0, 0, 3, "completed"],
  [1, 1, 1, "confirmed"],
  [3, 3, 3, "completed"],
] as const)("a plan confirmed with a budget of %i requests asks a model %i times", async (budget, asked, done, status) => {
  const { ada, id } = await prepared([{ kind: "answer", text: "`releasePool` closes it [1]." }]);
  await startWorker();
  await writeIndex(ada, "birds", [pool]);
  const step = (title: string) => ({
    kind: "answer" as const,
    title,
    input: { question: "Who closes the pool?" },
  });
  const plan = {
    ...{ goal: "Know pools", steps: [step("One"), step("Two"), step("Three")], expectedEffects: [] },
    budget: { requests: budget, cost: "0" },
  };
  await ada.api.conversation.plan.confirm({ conversationId: id, version: 1, plan });
  await ada.api.conversation.plan.run({ conversationId: id });
  if (status === "completed") await completed(ada, id);
  const ended = async () => {
    const { steps } = await ada.api.conversation.get({ id });
    return steps.filter((one) => one.status === "completed").length;
  };
  await expect.poll(ended, { timeout: 15_000 }).toBe(done);
  if (status !== "completed")
    await expect(ada.api.conversation.plan.run({ conversationId: id })).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
    });
  expect((await ada.api.conversation.get({ id })).status).toBe(status);
  expect(server.requests).toHaveLength(asked);
  expect(await ada.api.usage.current()).toMatchObject({ used: asked });
});

test("one organization that asks ten slow questions leaves a place where another's begins at once", async () => {
  const begun: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  installAnswerer(async function* ({ organizationId }) {
    begun.push(organizationId);
    yield { type: "text", text: "Wait" };
    await held;
  });
  onTestFinished(() => {
    release();
    installAnswerer(undefined);
  });
  const [ada, ben] = [await signUp(), await signUp("Ben")];
  await startWorker();
  const answers: [string, string][] = [];
  for (let question = 0; question < 10; question++) {
    const { id } = await ada.api.conversation.create({});
    answers.push([id, (await send(ada, id)).responseMessageId]);
  }
  await expect.poll(() => begun.length).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(begun).toHaveLength(3);
  const { id } = await ben.api.conversation.create({});
  const startedMs = performance.now();
  const sent = await send(ben, id);
  await expect.poll(() => begun.includes(ben.organizationId), { interval: 20, timeout: 5_000 }).toBe(true);
  const waitedMs = Math.round(performance.now() - startedMs);
  console.info(`the other organization's question began after ${waitedMs} ms`);
  expect(waitedMs).toBeLessThan(1_500);
  release();
  for (const [conversationId, messageId] of answers)
    expect((await settled(ada, conversationId, messageId)).request?.status).toBe("completed");
  await settled(ben, id, sent.responseMessageId);
});
