import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { agentToolCall, conversationNote } from "@/db/schema";
import { startWorker } from "@/server/background/worker";
import { asked, completed, settled } from "@/tests/support/conversation";
import { installChatModel, removeChatModel } from "@/tests/support/install-chat-model";
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
afterEach(removeChatModel);

const plan = {
  goal: "Keep what is known of pools",
  steps: [{ kind: "write_note" as const, title: "Keep it", input: { title: "Pools" } }],
  expectedEffects: [],
  budget: { requests: 4, cost: "0" },
};
const write = (content: string): Scene => ({
  kind: "tool",
  name: "write_note",
  input: JSON.stringify({ title: "Of pools", content }),
});
const says = (text: string): Scene => ({ kind: "answer", text });

/** A confirmed plan whose only step runs, with a model that plays these scenes. */
async function running(...scenes: Scene[]) {
  server.play(scenes);
  server.requests.length = 0;
  await installChatModel(server);
  const ada = await signUp();
  await startWorker();
  await writeIndex(ada, "birds", [{ path: "src/pool.ts", content: "export function releasePool() {}" }]);
  const { id, version } = await ada.api.conversation.create({});
  await ada.api.conversation.plan.confirm({ conversationId: id, version, plan });
  const { running: sent } = await ada.api.conversation.plan.run({ conversationId: id });
  if (!sent) throw new Error("Nothing runs.");
  return { ada, id, ...sent };
}

const notesOf = ({ organizationId }: Person) =>
  asOwner((tx) =>
    tx.select().from(conversationNote).where(eq(conversationNote.organizationId, organizationId)),
  );
const callsOf = ({ organizationId }: Person) =>
  asOwner((tx) => tx.select().from(agentToolCall).where(eq(agentToolCall.organizationId, organizationId)));
const toldLast = () => JSON.stringify(server.requests.at(-1)?.messages);

test("a note is kept only once a person approves it; a refused one is told to the model with the reason", async () => {
  const { ada, id } = await running(write("Pools leak."), write("Pools are released."), says("Done."));
  const first = await asked(ada, id);
  expect(first).toMatchObject({ toolName: "write_note", input: { content: "Pools leak." } });
  expect(await notesOf(ada)).toEqual([]);
  await ada.api.agent.rejectToolCall({ id: first.id, reason: "They do not leak" });
  const second = await asked(ada, id, 2);
  expect(toldLast()).toContain("They do not leak");
  expect(await notesOf(ada)).toEqual([]);
  await ada.api.agent.approveToolCall({ id: second.id });
  const done = await completed(ada, id);
  // What the model says besides is no second note.
  expect(done.notes).toMatchObject([{ title: "Of pools", content: "Pools are released." }]);
  expect(done.steps).toMatchObject([{ status: "completed" }]);
  const calls = await callsOf(ada);
  expect(calls.map(({ approval, output }) => [approval, output])).toEqual([
    ["rejected", null],
    ["approved", { noteId: done.notes[0]?.id }],
  ]);
});

test("when nothing is approved nothing is kept, also not what the model says instead, and the step can be retried", async () => {
  const { ada, id, responseMessageId } = await running(write("Pools leak."), says("Then not."));
  const call = await asked(ada, id);
  await ada.api.agent.rejectToolCall({ id: call.id, reason: "No" });
  const message = await settled(ada, id, responseMessageId);
  expect(message).toMatchObject({
    text: expect.stringContaining("Then not."),
    request: { status: "failed", error: expect.stringContaining("No note was approved") },
  });
  expect(await notesOf(ada)).toEqual([]);
  server.play([says("Pools are released.")]);
  const { steps } = await ada.api.conversation.get({ id });
  await ada.api.conversation.plan.retryStep({ stepId: steps[0]?.id ?? "" });
  expect((await completed(ada, id)).notes).toMatchObject([{ content: "Pools are released." }]);
});

test("a call that nobody decides about expires, nothing is written, and nobody is waited for again", async () => {
  const { ada, id, responseMessageId } = await running(
    write("Pools leak."),
    write("Leaks."),
    says("Not then."),
  );
  const call = await asked(ada, id);
  await asOwner((tx) =>
    tx.update(agentToolCall).set({ expiresAt: new Date() }).where(eq(agentToolCall.id, call.id)),
  );
  await settled(ada, id, responseMessageId);
  expect(toldLast()).toContain("Nobody decided");
  expect(toldLast()).toContain("No more notes");
  expect(await callsOf(ada)).toMatchObject([{ approval: "expired", output: null }]);
  expect(await notesOf(ada)).toEqual([]);
});

test("a step that is stopped while it waits asks nobody any more", async () => {
  const { ada, id, requestId, responseMessageId } = await running(write("Pools leak."));
  const call = await asked(ada, id);
  await ada.api.agent.stop({ requestId });
  const message = await settled(ada, id, responseMessageId);
  expect(message.request?.status).toBe("cancelled");
  expect(message.toolCalls).toMatchObject([{ approval: "expired" }]);
  await expect(ada.api.agent.approveToolCall({ id: call.id })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await notesOf(ada)).toEqual([]);
});

test("what is approved under a plan that was reopened meanwhile is not written", async () => {
  const { ada, id, responseMessageId } = await running(write("Pools leak."), says("Done."));
  const call = await asked(ada, id);
  const { version } = await ada.api.conversation.get({ id });
  await ada.api.conversation.plan.reopen({ conversationId: id, version });
  await ada.api.agent.approveToolCall({ id: call.id });
  const message = await settled(ada, id, responseMessageId);
  expect(message.request).toMatchObject({ status: "failed", failure: "refused" });
  expect(await notesOf(ada)).toEqual([]);
  expect(await callsOf(ada)).toMatchObject([{ output: null }]);
});

test("nothing but a step that writes a note is offered the tool, and whoever only reads decides nothing", async () => {
  const { ada, id } = await running(write("Pools leak."), says("Done."));
  const call = await asked(ada, id);
  const viewer = await joinAs(ada.organizationId, "viewer");
  await ada.api.conversation.share({ id, with: "organization" });
  await expect(viewer.api.agent.approveToolCall({ id: call.id })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await ada.api.agent.approveToolCall({ id: call.id });
  await completed(ada, id);
  expect(await notesOf(ada)).toHaveLength(1);

  server.play([write("Pools leak."), says("It cannot be done.")]);
  const other = await ada.api.conversation.create({ title: "Pools" });
  const sent = await ada.api.message.send({ conversationId: other.id, text: "Pool?", clientKey: newId() });
  await settled(ada, other.id, sent.responseMessageId);
  expect(toldLast()).toContain("There is no tool write_note");
  expect(await callsOf(ada)).toHaveLength(1);
});
