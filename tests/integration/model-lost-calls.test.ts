import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { agentRequest, aiCallDetail, aiUsage } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { runRequest } from "@/server/agent/run-request";
import { settle } from "@/server/agent/settle";
import { noteCall } from "@/server/usage/note-call";
import { reserveRequest } from "@/server/usage/reserve-request";
import { settled } from "@/tests/support/conversation";
import { installChatModel, removeChatModel } from "@/tests/support/install-chat-model";
import { type ModelServer, type Script, startModelServer } from "@/tests/support/model-server";
import { asOwner } from "@/tests/support/proof/owner";
import { type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder } from "@/tests/support/write-index";

installFakeEmbedder();

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer([]);
});
afterAll(() => server.close());
afterEach(removeChatModel);

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

/** A request as a worker leaves it that is killed while it asks a model, and what is written of the answer. */
async function abandon(person: Person, conversationId: string) {
  const sent = await send(person, conversationId);
  const { organizationId } = person;
  const { requestId } = sent;
  await withTenant({ organizationId, as: "agent" }, async (tx) => {
    await tx
      .update(agentRequest)
      .set({ status: "in_progress", leaseToken: "dead", startedAt: new Date() })
      .where(eq(agentRequest.id, requestId));
    await reserveRequest(tx, { organizationId, requestId });
    const call = { organizationId, requestId, apiModelId: "test/scripted", feature: "answer" };
    await noteCall(tx, { ...call, number: 1, inputTokens: 400 });
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
