import { expect, test } from "vitest";
import { newId } from "@/db/columns";
import { startWorker } from "@/server/background/worker";
import { settled } from "@/tests/support/conversation";
import { joinAs, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder, writeIndex } from "@/tests/support/write-index";

installFakeEmbedder();

const files = [
  { path: "src/pool.ts", content: "export function releasePool() {\n  return pool.close(30);\n}" },
  { path: "src/heron.ts", content: "export function heron() {\n  return 'stands at the water';\n}" },
];

test("a question is answered in the background from the index, with citations that stand in the file", async () => {
  const ada = await signUp();
  await startWorker();
  await writeIndex(ada, "birds", files);
  const { id } = await ada.api.conversation.create({});
  const sent = await ada.api.message.send({
    conversationId: id,
    text: "Where is the pool released?",
    clientKey: newId(),
  });
  const answer = await settled(ada, id, sent.responseMessageId);
  expect(answer.request).toMatchObject({ status: "completed", progress: "done", error: null });
  expect(answer.parts.length).toBeGreaterThan(1);
  expect(answer.citations.length).toBeGreaterThan(0);
  for (const cited of answer.citations) {
    const file = files.find(({ path }) => path === cited.path);
    expect(file?.content.slice(cited.startChar, cited.endChar)).toBe(cited.quote);
    expect(cited).toMatchObject({ freshness: "current", verdict: "supported", reason: null });
  }
  const conversation = await ada.api.conversation.get({ id });
  expect(conversation).toMatchObject({ title: "Where is the pool released?", isRunning: false });
  const ben = await joinAs(ada.organizationId, "member");
  await expect(ben.api.conversation.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a new conversation is private, unless the organization's settings make it everybody's", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "member");
  const { id: own } = await ada.api.conversation.create({});
  await ada.api.organization.update({ defaultAudience: "organization" });
  const { id: shared } = await ada.api.conversation.create({});
  expect((await ben.api.conversation.list({})).items.map(({ id }) => id)).toEqual([shared]);
  await expect(ben.api.conversation.get({ id: own })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
