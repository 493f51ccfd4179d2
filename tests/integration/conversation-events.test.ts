import { afterEach, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { AnswerError } from "@/server/agent/answerer";
import { startWorker } from "@/server/background/worker";
import { settled } from "@/tests/support/conversation";
import { follow } from "@/tests/support/follow";
import { installAnswerer, sayWords, wordsIn } from "@/tests/support/install-answerer";
import { joinAs, type Person, signUp } from "@/tests/support/sign-up";
import { installFakeEmbedder } from "@/tests/support/write-index";

installFakeEmbedder();
afterEach(() => installAnswerer(undefined));

const send = (person: Person, conversationId: string, clientKey = newId(), text = "What?") =>
  person.api.message.send({ conversationId, text, clientKey });

test("each event arrives once and in order, resumed in the middle as well, and the text kept is the text streamed", async () => {
  installAnswerer(sayWords(120, 20));
  const ada = await signUp();
  await startWorker();
  const { id } = await ada.api.conversation.create({});
  const whole = follow(ada, [id]);
  const { responseMessageId } = await send(ada, id);
  await whole.until(({ sequence }) => sequence >= 3);
  const resumed = follow(ada, [id], whole.lastId());
  const message = await settled(ada, id, responseMessageId);
  await whole.until(({ type }) => type === "settled");
  await resumed.until(({ type }) => type === "settled");
  expect(wordsIn(message.text)).toBe(120);
  expect(whole.events().map(({ sequence }) => sequence)).toEqual(whole.events().map((_, at) => at + 1));
  expect(whole.text()).toBe(message.text);
  const first = resumed.events()[0]?.sequence ?? 0;
  expect(first).toBeGreaterThan(3);
  expect(resumed.events()).toEqual(whole.events().filter(({ sequence }) => sequence >= first));
  // What was not in a row yet was told all the same, and stood in one afterwards.
  expect(whole.tails()).toBeGreaterThan(10);
  // At most one write a second; what is not text, and the first and the last of it, aside.
  const startedMs = message.request?.startedAt?.getTime() ?? 0;
  const tookMs = (message.request?.completedAt?.getTime() ?? 0) - startedMs;
  const texts = whole.events().filter(({ type }) => type === "text").length;
  expect(texts).toBeLessThanOrEqual(Math.ceil(tookMs / 1_000) + 2);
  await Promise.all([whole.close(), resumed.close()]);
});

test("sent fifty times at once with one key, it is one message with one answer", async () => {
  const ada = await signUp();
  const { id } = await ada.api.conversation.create({});
  const clientKey = newId();
  const sent = await Promise.all(Array.from({ length: 50 }, () => send(ada, id, clientKey)));
  expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
  const { items } = await ada.api.message.list({ conversationId: id });
  expect(items.map(({ role }) => role)).toEqual(["user", "assistant"]);
  const other = await ada.api.conversation.create({});
  await expect(send(ada, other.id, clientKey)).rejects.toMatchObject({ code: "CONFLICT" });
});

test("an answer that is stopped ends soon with the text so far, and can be asked for once more", async () => {
  installAnswerer(sayWords(10_000, 12));
  const ada = await signUp();
  await startWorker();
  const { id } = await ada.api.conversation.create({});
  const { requestId, responseMessageId } = await send(ada, id);
  const reader = follow(ada, [id]);
  await reader.until(({ type }) => type === "text");
  await ada.api.agent.stop({ requestId });
  // Unstopped it would take two minutes.
  const stopped = await settled(ada, id, responseMessageId, 15_000);
  await reader.close();
  expect(stopped.request?.status).toBe("cancelled");
  expect(wordsIn(stopped.text)).toBeGreaterThan(0);
  installAnswerer(sayWords(3, 0));
  const again = await ada.api.agent.retry({ requestId, clientKey: newId() });
  const answer = await settled(ada, id, again.responseMessageId);
  expect(answer.text.trim()).toBe("word1 word2 word3");
  expect(answer.siblingIds).toEqual([responseMessageId, again.responseMessageId]);
});

test("an answer that fails keeps what it said, and says why in the answerer's words", async () => {
  installAnswerer(async function* () {
    yield { type: "text", text: "Half a\0n answer" };
    throw new AnswerError("unavailable", "The model does not answer. Try again in a minute.");
  });
  const ada = await signUp();
  await startWorker();
  const { id } = await ada.api.conversation.create({});
  const { responseMessageId } = await send(ada, id);
  const { text, request } = await settled(ada, id, responseMessageId);
  expect(text).toBe("Half an answer");
  expect(request).toMatchObject({
    status: "failed",
    failure: "unavailable",
    error: "The model does not answer. Try again in a minute.",
  });
});

test("an edited question is a sibling, and each branch is read by itself", async () => {
  installAnswerer(sayWords(1, 0));
  const ada = await signUp();
  await startWorker();
  const { id } = await ada.api.conversation.create({});
  const first = await send(ada, id, newId(), "First");
  await settled(ada, id, first.responseMessageId);
  const edited = await ada.api.message.edit({
    messageId: first.messageId,
    text: "Second",
    clientKey: newId(),
  });
  await settled(ada, id, edited.responseMessageId);
  const newest = await ada.api.message.list({ conversationId: id });
  expect(newest.items.map(({ text }) => text.trim())).toEqual(["Second", "word1"]);
  expect(newest.items[0]?.siblingIds).toEqual([first.messageId, edited.messageId]);
  const older = await ada.api.message.list({ conversationId: id, through: first.messageId });
  expect(older.items[0]?.text).toBe("First");
});

test("a private conversation shows a fellow member nothing: no row, list, search, stream or export", async () => {
  const ada = await signUp();
  const ben = await joinAs(ada.organizationId, "member");
  const { id } = await ada.api.conversation.create({ title: "Secret heron" });
  const { messageId, requestId } = await send(ada, id, newId(), "Where is the secret heron?");
  for (const searchQuery of [undefined, "secret", "heron"]) {
    const list = await ben.api.conversation.list(searchQuery === undefined ? {} : { searchQuery });
    expect(list.items).toEqual([]);
  }
  const key = { clientKey: newId() };
  for (const call of [
    () => ben.api.conversation.get({ id }),
    () => ben.api.conversation.export({ id, format: "json" }),
    () => ben.api.conversation.delete({ id }),
    () => ben.api.message.list({ conversationId: id }),
    () => ben.api.message.send({ conversationId: id, text: "Hi", ...key }),
    () => ben.api.message.edit({ messageId, text: "Hi", ...key }),
    () => ben.api.agent.stop({ requestId }),
  ])
    await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  const reader = follow(ben, [id], `${requestId}:0`);
  await reader.begun();
  expect(reader.events()).toEqual([]);
  await reader.close();

  await ada.api.conversation.share({ id, with: "organization" });
  expect((await ben.api.conversation.list({ searchQuery: "secret" })).items).toHaveLength(1);
  expect((await ben.api.message.list({ conversationId: id })).items).toHaveLength(2);
  for (const call of [
    () => ben.api.conversation.delete({ id }),
    () => ben.api.conversation.rename({ id, title: "Mine" }),
    () => ben.api.conversation.share({ id, with: "nobody" }),
  ])
    await expect(call()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await ada.api.conversation.share({ id, with: "nobody" });
  await expect(ben.api.conversation.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await ada.api.conversation.delete({ id });
  await expect(ada.api.conversation.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a stream ends when its reader signs out", async () => {
  const ada = await signUp();
  const reader = follow(ada, []);
  await reader.begun();
  await (await import("@/server/auth")).getAuth().then((auth) => auth.api.signOut({ headers: ada.headers }));
  const startedMs = Date.now();
  await expect(reader.ended()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  // It looks every four seconds, over a connection that may be slow.
  expect(Date.now() - startedMs).toBeLessThan(12_000);
});
