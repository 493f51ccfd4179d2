import { hash } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { startWorker } from "@/server/background/worker";
import { asked, completed, settled } from "@/tests/support/conversation";
import { installChatModel, removeChatModel } from "@/tests/support/install-chat-model";
import { type ModelServer, type Scene, startModelServer } from "@/tests/support/model-server";
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

const pool = {
  path: "src/pool.test.ts",
  content:
    'import { releasePool } from "./pool";\nexport function releasePool() {\n  return pool.close(30);\n}',
};
const input = {
  title: "Releasing pools",
  question: "Where is the pool released?",
  category: "hooks" as const,
};
const planOf = (requests: number, more: object = {}) => ({
  goal: "Keep in the knowledge base how pools are released",
  steps: [{ kind: "write_knowledge" as const, title: "Propose it", input: { ...input, ...more } }],
  expectedEffects: [],
  budget: { requests, cost: "0" },
});
const propose = (content: string, category = "hooks"): Scene => ({
  kind: "tool",
  name: "write_knowledge",
  input: JSON.stringify({ category, title: "Of pools", content }),
});
const says = (text: string): Scene => ({ kind: "answer", text });

/** A plan whose only step writes an entry, confirmed and running: with a model that plays these scenes, or without one. */
async function running(scenes: Scene[] = [], files = [pool]) {
  const ada = await signUp("Ada");
  if (scenes.length > 0) {
    server.play(scenes);
    server.requests.length = 0;
    await installChatModel(server);
  }
  await startWorker();
  const repository = await writeIndex(ada, "birds", files);
  const { id, version } = await ada.api.conversation.create({});
  const plan = planOf(scenes.length === 0 ? 0 : 4, { repositoryId: repository.id });
  await ada.api.conversation.plan.confirm({ conversationId: id, version, plan });
  const { running: sent } = await ada.api.conversation.plan.run({ conversationId: id });
  if (!sent) throw new Error("Nothing runs.");
  return { ada, id, repositoryId: repository.id, ...sent };
}

const entriesOf = async (person: Person) => (await person.api.knowledge.list({})).items;
const toldLast = () => JSON.stringify(server.requests.at(-1)?.messages);

test("without a model the step proposes what it quotes, with the places it quotes from", async () => {
  const { ada, id, repositoryId } = await running();
  const done = await completed(ada, id);
  expect(done.steps).toMatchObject([{ status: "completed" }]);
  const [entry, ...others] = await entriesOf(ada);
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    ...{ repositoryId, category: "hooks", title: "Releasing pools", origin: "agent", review: "proposed" },
    ...{ freshness: "fresh", isEdited: false, authorName: null, conversationId: id },
    content: expect.stringContaining("releasePool"),
  });
  const place = entry?.sourceFiles[0];
  expect(place).toMatchObject({ path: pool.path });
  expect(hash("sha256", pool.content.slice(place?.startChar, place?.endChar))).toBe(place?.hash);
  const { items } = await ada.api.message.list({ conversationId: id });
  expect(items.at(-1)?.parts).toContainEqual({
    ...{ type: "knowledge", entryId: entry?.id, repositoryId, category: "hooks", title: "Releasing pools" },
  });
  const { content } = await ada.api.conversation.export({ id, format: "markdown" });
  expect(content).toContain("Proposed for the knowledge base, under hooks: Releasing pools");
});

test("where nothing answers, nothing is proposed, and the step says why and can be skipped", async () => {
  const { ada, id, responseMessageId } = await running([], [{ path: "a.md", content: "Herons." }]);
  const message = await settled(ada, id, responseMessageId);
  expect(message.request).toMatchObject({
    status: "failed",
    error: expect.stringContaining("no entry was proposed"),
  });
  expect(await entriesOf(ada)).toEqual([]);
  const { steps } = await ada.api.conversation.get({ id });
  expect(await ada.api.conversation.plan.skipStep({ stepId: steps[0]?.id ?? "" })).toMatchObject({
    isPlanCompleted: true,
  });
});

test("a person reads category, title, text and places before anything is proposed, and what they refuse is told", async () => {
  const { ada, id, repositoryId } = await running([
    propose("`releasePool` leaks [1]."),
    propose("Tests call `releasePool` [1].", "fixtures"),
    says("Done."),
  ]);
  const written = await ada.api.knowledge.create({
    ...{ repositoryId, category: "fixtures", title: "of POOLS", content: "Mine." },
  });
  const first = await asked(ada, id);
  expect(first).toMatchObject({
    toolName: "write_knowledge",
    input: {
      ...{ repository: "birds", category: "hooks", title: "Of pools", content: "`releasePool` leaks." },
    },
  });
  expect(first.input).not.toHaveProperty("beside");
  await ada.api.agent.rejectToolCall({ id: first.id, reason: "They do not leak" });
  const second = await asked(ada, id, 2);
  expect(toldLast()).toContain("They do not leak");
  expect(second.input).toMatchObject({
    category: "fixtures",
    evidence: [expect.stringContaining(pool.path)],
    beside: ["of POOLS (accepted)"],
  });
  expect((await entriesOf(ada)).map(({ origin }) => origin)).toEqual(["written"]);
  await ada.api.agent.approveToolCall({ id: second.id });
  const done = await completed(ada, id);
  expect(done.steps).toMatchObject([{ status: "completed" }]);
  const entries = await entriesOf(ada);
  // What the model says besides is no second entry, and what a person wrote stays as it is.
  expect(entries.map(({ origin, title, content, review }) => [origin, title, content, review])).toEqual(
    [
      ["written", "of POOLS", "Mine.", "accepted"],
      ["agent", "Of pools", "Tests call `releasePool`.", "proposed"],
    ].sort((a, b) => ((a[1] ?? "") < (b[1] ?? "") ? -1 : 1)),
  );
  expect(await ada.api.knowledge.get({ id: written.id })).toMatchObject({ version: 1 });
});

test("what a person deletes while its step still runs stays deleted", async () => {
  const { ada, id } = await running([
    propose("`releasePool` closes it [1]."),
    { kind: "answer", text: "It is proposed, and that is all there is to say.", pauseMs: 150 },
  ]);
  const call = await asked(ada, id);
  await ada.api.agent.approveToolCall({ id: call.id });
  for (let tries = 0; (await entriesOf(ada)).length === 0 && tries < 200; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const [entry] = await entriesOf(ada);
  await ada.api.knowledge.delete({ id: entry?.id ?? "" });
  await completed(ada, id);
  expect(await entriesOf(ada)).toEqual([]);
});

test("a statement that no place carries is shown as such, and an entry without any place is not asked for", async () => {
  const { ada, id, responseMessageId } = await running([
    propose("It is all well."),
    propose("`releasePool` closes it [1]. It takes 99 seconds [1]."),
    says("Then not."),
  ]);
  const call = await asked(ada, id);
  expect(toldLast()).toContain("no entry was proposed");
  expect(call.input).toMatchObject({ unsupported: ["It takes 99 seconds."] });
  await ada.api.agent.rejectToolCall({ id: call.id, reason: "It does not take 99 seconds" });
  const message = await settled(ada, id, responseMessageId);
  expect(message.request).toMatchObject({ status: "failed", error: expect.stringContaining("No entry was") });
  expect(await entriesOf(ada)).toEqual([]);
});

test("a model that only answers proposes its answer; text that moved on while a person thought makes it stale", async () => {
  const { ada, id } = await running([says("`releasePool` closes it [1].\n\n- It waits for 30 [1].")]);
  await completed(ada, id);
  const [entry] = await entriesOf(ada);
  expect(entry).toMatchObject({
    ...{ origin: "agent", title: "Releasing pools", category: "hooks", freshness: "fresh" },
    content: "`releasePool` closes it.\n\n- It waits for 30.",
  });

  const late = await running([propose("`releasePool` closes it [1]."), says("Done.")]);
  const call = await asked(late.ada, late.id);
  await asOwner((tx) =>
    tx.execute(sql`update file set content = '// gone' where organization_id = ${late.ada.organizationId}`),
  );
  await late.ada.api.agent.approveToolCall({ id: call.id });
  await completed(late.ada, late.id);
  expect(await entriesOf(late.ada)).toMatchObject([
    { freshness: "stale", difference: { changed: [{ path: pool.path, now: "// gone" }] } },
  ]);
});

test("what is approved under a plan that was reopened meanwhile is not proposed; nothing else is offered the tool", async () => {
  const { ada, id, responseMessageId } = await running([
    propose("`releasePool` closes it [1]."),
    says("Done."),
  ]);
  const call = await asked(ada, id);
  const { version } = await ada.api.conversation.get({ id });
  await ada.api.conversation.plan.reopen({ conversationId: id, version });
  await ada.api.agent.approveToolCall({ id: call.id });
  const message = await settled(ada, id, responseMessageId);
  expect(message.request).toMatchObject({ status: "failed", failure: "refused" });
  expect(await entriesOf(ada)).toEqual([]);

  server.play([propose("`releasePool` closes it [1]."), says("It cannot be done.")]);
  const other = await ada.api.conversation.create({ title: "Pools" });
  const sent = await ada.api.message.send({ conversationId: other.id, text: "Pool?", clientKey: newId() });
  await settled(ada, other.id, sent.responseMessageId);
  expect(toldLast()).toContain("There is no tool write_knowledge");
});

test("a plan for the knowledge names category and repository, with and without a model; none is refused without one", async () => {
  const ada = await signUp();
  await startWorker();
  const repository = await writeIndex(ada, "birds", [pool]);
  const { id } = await ada.api.conversation.create({ context: { repositoryIds: [repository.id] } });
  const planned = async () => {
    const goal = "Write into the knowledge base which hooks release the pool";
    const sent = await ada.api.conversation.plan.propose({ conversationId: id, goal, clientKey: newId() });
    await settled(ada, id, sent.responseMessageId);
    return (await ada.api.conversation.get({ id })).proposal?.plan.steps.at(-1);
  };
  expect(await planned()).toMatchObject({
    kind: "write_knowledge",
    input: { category: "hooks", repositoryId: repository.id },
  });
  const steps = [
    {
      kind: "write_knowledge",
      title: "Keep it",
      input: { title: "Pools", category: "nonsense", repositoryId: "x" },
    },
  ];
  server.play([says(JSON.stringify({ steps }))]);
  await installChatModel(server);
  expect(await planned()).toMatchObject({
    ...{ kind: "write_knowledge", title: "Keep it" },
    input: { title: "Pools", category: "patterns", repositoryId: repository.id },
  });
  const { version } = await ada.api.conversation.get({ id });
  const plan = planOf(0, { category: "nonsense" });
  await expect(ada.api.conversation.plan.confirm({ conversationId: id, version, plan })).rejects.toThrow(
    "Choose a category",
  );
});
