import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { askAssistant } from "@/cli/ask/ask-assistant";
import type { Api } from "@/cli/ask/serve-api";
import { newId } from "@/db/columns";
import { aiModel, aiUsage } from "@/db/schema";
import { startWorker } from "@/server/background/worker";
import { settled } from "@/tests/support/conversation";
import { installAnswerer } from "@/tests/support/install-answerer";
import { holdChatModels, installChatModel, removeChatModel } from "@/tests/support/install-chat-model";
import { type ModelServer, type Scene, startModelServer } from "@/tests/support/model-server";
import { asOwner } from "@/tests/support/proof/owner";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer([]);
});
afterAll(() => server.close());
afterEach(() => {
  removeChatModel();
  installAnswerer(undefined);
});

const isTitle = (request: { messages: { content: unknown }[] }) =>
  String(request.messages[0]?.content).startsWith("You name conversations");

/** A person with an index, and a server with a large and a small model: `title` is what it says when asked for one. */
async function prepared(title: Scene = { kind: "answer", text: "**Releasing** the pool" }) {
  server.requests.length = 0;
  server.play((request) =>
    isTitle(request) ? title : { kind: "answer", text: `This is ${request.model}.` },
  );
  const large = await installChatModel(server, { apiModelId: "test/large", displayName: "large" });
  const small = await installChatModel(server, { apiModelId: "test/small", displayName: "small" });
  holdChatModels([large, small]);
  const ada = await signUp();
  await startWorker();
  await writeIndex(ada, "birds", [
    { path: "src/pool.ts", content: "export function releasePool() {\n  return pool.close(30);\n}" },
  ]);
  return ada;
}

const send = (person: Person, conversationId: string, more: { modelId?: string | null } = {}) =>
  person.api.message.send({
    ...{ conversationId, text: "Where is the pool released?", clientKey: newId(), ...more },
  });

const answered = async (person: Person, id: string, more: { modelId?: string | null } = {}) =>
  settled(person, id, (await send(person, id, more)).responseMessageId);

/** The calls of an organization by model and purpose, oldest first. */
const callsOf = ({ organizationId }: Person) =>
  asOwner((tx) =>
    tx
      .select({ model: aiModel.apiModelId, feature: aiUsage.feature, ended: aiUsage.stopReason })
      .from(aiUsage)
      .innerJoin(aiModel, eq(aiModel.id, aiUsage.aiModelId))
      .where(eq(aiUsage.organizationId, organizationId))
      .orderBy(aiUsage.createdAt),
  );

const titleOf = async (person: Person, id: string) => (await person.api.conversation.get({ id })).title;

test("a chosen model answers from then on, also anew and asked otherwise, and every answer says whose it is", async () => {
  const ada = await prepared();
  expect(await ada.api.agent.models()).toEqual([
    { id: "test/large", label: "large" },
    { id: "test/small", label: "small" },
  ]);
  const { id } = await ada.api.conversation.create({ title: "Models" });
  const first = await answered(ada, id);
  expect(first).toMatchObject({ text: "This is test/large.", request: { model: "large" } });

  await ada.api.conversation.configure({ id, modelId: "test/small" });
  expect(await ada.api.conversation.get({ id })).toMatchObject({ modelId: "test/small" });
  const anew = await ada.api.message.regenerate({ messageId: first.id, clientKey: newId() });
  expect(await settled(ada, id, anew.responseMessageId)).toMatchObject({
    ...{ text: "This is test/small.", request: { model: "small" } },
  });
  const edited = await ada.api.message.edit({
    ...{ messageId: anew.messageId, text: "Where else?", clientKey: newId() },
  });
  expect(await settled(ada, id, edited.responseMessageId)).toMatchObject({ request: { model: "small" } });

  expect(await answered(ada, id, { modelId: "test/large" })).toMatchObject({ request: { model: "large" } });
  expect(await answered(ada, id)).toMatchObject({ request: { model: "large" } });
  // What answered before still says so.
  const { items } = await ada.api.message.list({ conversationId: id, through: anew.responseMessageId });
  expect(items.at(-1)?.request?.model).toBe("small");
});

test("a model that is not configured, or not any more, is refused by name, and nothing is sent", async () => {
  const ada = await prepared();
  const { id } = await ada.api.conversation.create({ title: "Models" });
  const refusal = {
    code: "BAD_REQUEST",
    message: expect.stringMatching(/no model “test\/gone”.*test\/large, test\/small/),
  };
  const modelId = "test/gone";
  await expect(send(ada, id, { modelId })).rejects.toMatchObject(refusal);
  await expect(ada.api.conversation.configure({ id, modelId })).rejects.toMatchObject(refusal);
  await expect(
    ada.api.conversation.plan.propose({ conversationId: id, goal: "Herons", clientKey: newId(), modelId }),
  ).rejects.toMatchObject(refusal);
  expect((await ada.api.message.list({ conversationId: id })).items).toEqual([]);
  expect(server.requests).toEqual([]);

  // One that was remembered and is taken away gives way to the first, and the answer says so.
  await ada.api.conversation.configure({ id, modelId: "test/small" });
  await installChatModel(server, { apiModelId: "test/large", displayName: "large" });
  expect(await answered(ada, id)).toMatchObject({ request: { model: "large" } });
  removeChatModel();
  expect(await ada.api.agent.models()).toEqual([]);
  await expect(send(ada, id, { modelId: "test/large" })).rejects.toThrow(/No model is configured/);
  expect(await answered(ada, id, { modelId: null })).toMatchObject({ request: { model: null } });
});

test("who may only read sees the models, and chooses none", async () => {
  const ada = await prepared();
  const { id } = await ada.api.conversation.create({ title: "Models" });
  await ada.api.conversation.share({ id, with: "organization" });
  const vera = await joinAs(ada.organizationId, "viewer");
  expect(await vera.api.agent.models()).toHaveLength(2);
  await expect(vera.api.conversation.configure({ id, modelId: "test/small" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("the small model writes a title after the first answer, as a call of its own within the same request", async () => {
  const ada = await prepared();
  const { id } = await ada.api.conversation.create({});
  await answered(ada, id);
  await vi.waitFor(async () => expect(await titleOf(ada, id)).toBe("Releasing the pool"), 5_000);
  expect(await callsOf(ada)).toEqual([
    { model: "test/large", feature: "answer", ended: "stop" },
    { model: "test/small", feature: "title", ended: "stop" },
  ]);
  expect(await ada.api.usage.current()).toMatchObject({ used: 1 });
  await answered(ada, id);
  expect((await callsOf(ada)).filter(({ feature }) => feature === "title")).toHaveLength(1);
});

test("a name that a person gave is never replaced, neither before the title comes nor while it is written", async () => {
  const ada = await prepared({ kind: "answer", text: "Not this one", pauseMs: 150 });
  const { id: named } = await ada.api.conversation.create({ title: "Where is the pool released?" });
  await answered(ada, named);
  const { id } = await ada.api.conversation.create({});
  await answered(ada, id);
  await vi.waitFor(() => expect(server.requests.some(isTitle)).toBe(true), 5_000);
  await ada.api.conversation.rename({ id, title: "Mine" });
  await vi.waitFor(
    async () => expect((await callsOf(ada)).filter(({ feature }) => feature === "title")).toHaveLength(1),
    5_000,
  );
  expect(await titleOf(ada, id)).toBe("Mine");
  expect(await titleOf(ada, named)).toBe("Where is the pool released?");
});

test.each([
  ["fails", { kind: "status", status: 401 }, "failed:unauthorized"],
  ["says nothing", { kind: "answer", text: " \n**" }, "stop"],
] as const)("a title model that %s leaves the first words of the question", async (_, scene, ended) => {
  const ada = await prepared(scene);
  const { id } = await ada.api.conversation.create({});
  expect(await answered(ada, id)).toMatchObject({ request: { status: "completed", error: null } });
  await vi.waitFor(
    async () => expect((await callsOf(ada)).at(-1)).toEqual({ model: "test/small", feature: "title", ended }),
    5_000,
  );
  expect(await titleOf(ada, id)).toBe("Where is the pool released?");
});

test("how many passages an answer was given comes back from the rows, with those found while answering", async () => {
  const ada = await prepared();
  const { id } = await ada.api.conversation.create({ title: "Passages" });
  expect(await answered(ada, id)).toMatchObject({ request: { passages: 1 } });
  installAnswerer(async function* ({ passages }) {
    yield { type: "retrieved", passages: [...passages, ...passages] };
    yield { type: "text", text: "Found." };
  });
  expect(await answered(ada, id)).toMatchObject({ text: "Found.", request: { passages: 3 } });
});

test("the command line asks in a conversation of its own, and gives the answer of the app with its citations", async () => {
  const ada = await prepared();
  server.play([{ kind: "answer", text: "`releasePool` closes the pool [1]. It waits 99 s [1]." }]);
  const { conversation, message } = ada.api;
  const api = {
    conversation: { create: { mutate: conversation.create } },
    message: { send: { mutate: message.send }, list: { query: message.list } },
  } as unknown as Api;
  const written = await askAssistant(api, "Where is the pool released?");
  expect(written).toMatchObject({
    text: "`releasePool` closes the pool. [1]\nIt waits 99 s. [2]",
    note: undefined,
    model: "large",
    sources: [
      { number: 1, path: "src/pool.ts", unsupported: null },
      { number: 2, path: "src/pool.ts", unsupported: expect.stringContaining("number") },
    ],
  });
  expect(server.requests).toHaveLength(1);
  expect(await ada.api.usage.current()).toMatchObject({ used: 1 });
  server.play([{ kind: "status", status: 401 }]);
  expect(await askAssistant(api, "Where?")).toMatchObject({
    ...{ text: "", note: expect.stringContaining("CHAT_API_KEY"), sources: [] },
  });
});
