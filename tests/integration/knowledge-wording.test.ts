import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { aiUsage, knowledgeBase, usageCounter } from "@/db/schema";
import { withTenant } from "@/db/tenant";
import { startWorker } from "@/server/background/worker";
import { mineRepository } from "@/server/knowledge/mine-repository";
import { wordKnowledge } from "@/server/knowledge/word-knowledge";
import { noteCall } from "@/server/usage/note-call";
import { installChatModel, removeChatModel } from "@/tests/support/install-chat-model";
import { type ModelServer, type Scene, type Script, startModelServer } from "@/tests/support/model-server";
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

const testFile = {
  path: "src/cart.test.ts",
  language: "ts",
  content: 'import { expect, test } from "vitest";\ntest("total", () => {\n  expect(1).toBe(1);\n});\n',
};
const never = new AbortController().signal;

/** A repository that was mined before there was a model: its entries say what the miner says. */
async function mined() {
  const ada = await signUp("Ada");
  const { id: repositoryId } = await writeIndex(ada, "shop", [testFile]);
  await mineRepository({ organizationId: ada.organizationId, repositoryId }, never);
  return { ada, repositoryId };
}

/** Lets a model word what was mined, as the queue would; gives the request's id. */
async function word(of: Awaited<ReturnType<typeof mined>>, script: Script, more = {}, requestId = newId()) {
  server.play(script);
  server.requests.length = 0;
  await installChatModel(server, more);
  await wordKnowledge(
    { organizationId: of.ada.organizationId, repositoryId: of.repositoryId, requestId },
    never,
  );
  return requestId;
}

const entriesOf = async ({ ada, repositoryId }: Awaited<ReturnType<typeof mined>>) =>
  (await ada.api.knowledge.list({ repositoryId, pageSize: 100 })).items;
const callsOf = ({ organizationId }: Person) =>
  asOwner((tx) => tx.select().from(aiUsage).where(eq(aiUsage.organizationId, organizationId)));
const says = (text: string): Scene => ({ kind: "answer", text });
const good = says("Tests here are written the way the findings say.");

test("a model words each mined entry once, beside the miner's words, and each call is metered under one request", async () => {
  const of = await mined();
  const before = await entriesOf(of);
  expect(before.length).toBeGreaterThan(1);
  await word(of, ({ messages }) =>
    JSON.stringify(messages).includes("Test frameworks") ? says("`vitest` runs the tests, in 1 file.") : good,
  );
  const after = await entriesOf(of);
  expect(after.find(({ category }) => category === "framework")).toMatchObject({
    wording: "`vitest` runs the tests, in 1 file.",
    content: expect.stringContaining("`vitest` in 1 file"),
  });
  // What the miner said, counted and saw is as it was.
  const mine = ({ id, title, content, sourceFiles, version, review, freshness }: (typeof after)[number]) => ({
    ...{ id, title, content, sourceFiles, version, review, freshness },
  });
  expect(after.map(mine)).toEqual(before.map(mine));
  const calls = await callsOf(of.ada);
  expect(calls).toHaveLength(before.length);
  expect(new Set(calls.map(({ feature }) => feature))).toEqual(new Set(["knowledge"]));
  expect(await of.ada.api.usage.current()).toMatchObject({ used: 1 });
  expect(await of.ada.api.knowledge.list({ searchQuery: "runs the tests" })).toMatchObject({
    items: [{ category: "framework" }],
  });

  await word(of, [good]);
  expect(server.requests).toEqual([]);
  expect(await of.ada.api.usage.current()).toMatchObject({ used: 1 });
});

test.each<[string, Scene]>([
  ["another number", says("vitest runs the tests, in 7 files.")],
  ["a name that was not found", says("The tests are run by Mocha.")],
  ["a link", says("See [this](https://evil.example/leak).")],
  ["nothing", says(" ")],
])("%s keeps a model's words out, and it is not asked again about the same", async (_, scene) => {
  const of = await mined();
  await word(of, [scene]);
  expect((await entriesOf(of)).map(({ wording }) => wording)).toEqual((await entriesOf(of)).map(() => null));
  await word(of, [good]);
  expect(server.requests).toEqual([]);
});

test.each<[string, Scene, number]>([
  ["refuses", { kind: "status", status: 401 }, 0],
  ["hangs", { kind: "hang", after: "vitest " }, 1],
  ["breaks off", { kind: "cut", text: "vitest runs" }, 1],
])("a model that %s leaves the miner's words, and is asked again at the next mining", async (_, scene, used) => {
  const of = await mined();
  await word(of, [scene], { silenceMs: 300 });
  for (const entry of await entriesOf(of)) expect(entry).toMatchObject({ wording: null, origin: "mined" });
  expect(await callsOf(of.ada)).toHaveLength(1);
  expect(await of.ada.api.usage.current()).toMatchObject({ used });
  await word(of, [good]);
  expect(server.requests.length).toBeGreaterThan(1);
});

test("past the plan's limit no model is asked", async () => {
  const of = await mined();
  const { organizationId } = of.ada;
  const now = new Date();
  const periodStart = `${now.toISOString().slice(0, 7)}-01`;
  await asOwner((tx) =>
    tx.insert(usageCounter).values({ organizationId, metric: "agent_request", periodStart, used: 100 }),
  );
  await word(of, [good]);
  expect(server.requests).toEqual([]);
  expect(await callsOf(of.ada)).toEqual([]);
});

test("what a person has edited or rejected is shown to no model, and an edit while it writes wins", async () => {
  const of = await mined();
  const [edited, rejected, racing] = await entriesOf(of);
  if (!edited || !rejected || !racing) throw new Error("Too little was mined.");
  const { knowledge } = of.ada.api;
  await knowledge.update({ id: edited.id, version: edited.version, content: "Secret of ours." });
  await knowledge.review({ id: rejected.id, version: rejected.version, review: "rejected" });
  let edit: Promise<unknown> = Promise.reject(new Error("The model was not asked about it."));
  edit.catch(() => {});
  await word(of, ({ messages }) => {
    if (JSON.stringify(messages).includes(racing.title))
      edit = knowledge.update({ id: racing.id, version: racing.version, content: "Mine." });
    return { ...good, pauseMs: 40 };
  });
  await edit;
  expect(JSON.stringify(server.requests)).not.toContain("Secret of ours");
  expect(JSON.stringify(server.requests)).not.toContain(rejected.title);
  expect(await knowledge.get({ id: edited.id })).toMatchObject({ content: "Secret of ours.", wording: null });
  expect(await knowledge.get({ id: racing.id })).toMatchObject({ content: "Mine.", wording: null });
});

test("mining and regenerating ask by themselves where there is a model, and only there", async () => {
  const jobs = ({ organizationId }: Person) =>
    asOwner((tx) => tx.select().from(knowledgeBase).where(eq(knowledgeBase.organizationId, organizationId)));
  const of = await mined();
  expect((await jobs(of.ada)).every(({ wordedHash }) => wordedHash === null)).toBe(true);
  server.play([good]);
  await installChatModel(server);
  await startWorker();
  await of.ada.api.knowledge.mine({ repositoryId: of.repositoryId });
  await until(async () => (await entriesOf(of)).every(({ wording }) => wording !== null));
  const framework = (await entriesOf(of)).find(({ category }) => category === "framework");
  server.play([says("`vitest` it is.")]);
  await of.ada.api.knowledge.regenerate({ id: framework?.id ?? "", version: framework?.version ?? 0 });
  await until(
    async () => (await of.ada.api.knowledge.get({ id: framework?.id ?? "" })).wording === "`vitest` it is.",
  );
});

test("a job whose process was killed in mid-call writes that call down, gives the request back and asks no more", async () => {
  const of = await mined();
  const { organizationId } = of.ada;
  const requestId = newId();
  const call = { organizationId, requestId, apiModelId: "test/scripted", feature: "knowledge" };
  await installChatModel(server);
  await withTenant({ organizationId, as: "agent" }, (tx) =>
    noteCall(tx, { ...call, number: 1, inputTokens: 9 }),
  );
  await word(of, [good], {}, requestId);
  expect(server.requests).toEqual([]);
  expect(await callsOf(of.ada)).toMatchObject([{ stopReason: "failed:interrupted", feature: "knowledge" }]);
});

async function until(isSo: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  for (const endMs = Date.now() + timeoutMs; !(await isSo()); ) {
    if (Date.now() > endMs) throw new Error("It did not come to be in time.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
