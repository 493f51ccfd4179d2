import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { newId } from "@/db/columns";
import { agentToolCall } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { beginToolCall } from "@/server/agent/begin-tool-call";
import { expireToolCalls } from "@/server/agent/expire-tool-calls";
import { wakeWorker } from "@/server/background/wake-worker";
import { startWorker } from "@/server/background/worker";
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
  await installChatModel(server);
  const ada = await signUp();
  const { id } = await ada.api.conversation.create({ title: "Pools" });
  return { ada, id };
}

const send = (person: Person, conversationId: string) =>
  person.api.message.send({ conversationId, text: "Where is the pool released?", clientKey: newId() });

const asAgent = <T>({ organizationId }: Person, work: Parameters<typeof withTenant<T>>[1]) =>
  withTenant({ organizationId, as: "agent" }, work);

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
  wakeWorker("expire-tool-calls");
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

test("one organization that asks twenty slow questions leaves a place where another's begins at once", async () => {
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
  for (let question = 0; question < 20; question++) {
    const { id } = await ada.api.conversation.create({});
    answers.push([id, (await send(ada, id)).responseMessageId]);
  }
  await expect.poll(() => begun.length, { timeout: 10_000 }).toBe(12);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(begun).toHaveLength(12);
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
