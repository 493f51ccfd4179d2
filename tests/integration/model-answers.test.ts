import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "@/db/columns";
import { agentRequest, aiUsage, usageCounter } from "@/db/schema";
import { startWorker } from "@/server/background/worker";
import { settled } from "@/tests/support/conversation";
import { follow } from "@/tests/support/follow";
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

const files = [
  { path: "src/pool.ts", content: "export function releasePool() {\n  return pool.close(30);\n}" },
  { path: "src/heron.ts", content: "export function heron() {\n  return 'stands at the water';\n}" },
];

/** A person with an indexed repository and a model that does what the script says. */
async function prepared(script: Script, more: Parameters<typeof installChatModel>[1] = {}) {
  server.play(script);
  server.requests.length = 0;
  await installChatModel(server, more);
  const ada = await signUp();
  await startWorker();
  await writeIndex(ada, "birds", files);
  // A conversation that has a name asks no model for one.
  const { id } = await ada.api.conversation.create({ title: "Birds" });
  return { ada, id };
}

const send = (person: Person, conversationId: string, text = "Where is the pool released?") =>
  person.api.message.send({ conversationId, text, clientKey: newId() });

/** The ledger of an organization, oldest first. */
const ledgerOf = ({ organizationId }: Person) =>
  asOwner((tx) =>
    tx.select().from(aiUsage).where(eq(aiUsage.organizationId, organizationId)).orderBy(aiUsage.createdAt),
  );

/** What the requests of an organization say that they took. */
const requestsOf = ({ organizationId }: Person) =>
  asOwner((tx) =>
    tx
      .select({
        inputTokens: agentRequest.inputTokens,
        outputTokens: agentRequest.outputTokens,
        cost: agentRequest.cost,
      })
      .from(agentRequest)
      .where(eq(agentRequest.organizationId, organizationId)),
  );

/** The number under which the model was shown a file. */
function numberOf(path: string): number {
  const sent = JSON.stringify(server.requests[0]?.messages);
  return Number(new RegExp(`number=\\\\"(\\d+)\\\\" source=\\\\"\\\\?"?${path}`).exec(sent)?.[1] ?? 0);
}

/** Waits for the answer and gives it with what it cost. */
async function answered(person: Person, id: string, text?: string) {
  const sent = await send(person, id, text);
  const message = await settled(person, id, sent.responseMessageId);
  return { sent, message, ledger: await ledgerOf(person) };
}

test("a model's answer comes with citations that are checked, and everything it cost is written down", async () => {
  const answer = [
    "# Releasing",
    "",
    "`releasePool` closes the pool [1]. It waits 99 s [1].",
    "",
    "1. Closed with 30 [1]",
    "- Found nowhere [77]",
    "",
    "```ts",
    "const a = [1];",
    "",
    "b();",
    "```",
  ].join("\n");
  const { ada, id } = await prepared(() => ({
    kind: "answer",
    text: answer.replaceAll("[1]", `[${numberOf("src/pool.ts")}]`),
  }));
  const { message, ledger } = await answered(ada, id);
  expect(message.request).toMatchObject({ status: "completed", error: null });
  const number = numberOf("src/pool.ts");
  expect(number).toBeGreaterThan(0);
  expect(message.parts).toEqual([
    { type: "text", text: "# Releasing\n\n" },
    { type: "claim", index: 0, text: "`releasePool` closes the pool." },
    { type: "claim", index: 1, text: "It waits 99 s." },
    { type: "claim", index: 2, text: "1. Closed with 30" },
    { type: "claim", index: 3, text: "- Found nowhere" },
    { type: "text", text: `\`\`\`ts\nconst a = [${number}];\n\nb();\n\`\`\`\n\n` },
  ]);
  const verdicts = message.citations.map(({ claimIndex, verdict, path }) => [claimIndex, verdict, path]);
  expect(verdicts).toEqual([
    [0, "supported", "src/pool.ts"],
    [1, "unsupported", "src/pool.ts"],
    [2, "supported", "src/pool.ts"],
    [3, "unsupported", ""],
  ]);
  expect(ledger).toMatchObject([
    { feature: "answer", inputTokens: 120, outputTokens: 30, cost: "0.000180", stopReason: "stop" },
  ]);
  expect(await ada.api.usage.current()).toMatchObject({ used: 1 });
  expect(await requestsOf(ada)).toEqual([{ inputTokens: 120, outputTokens: 30, cost: "0.000180" }]);
});

test("a slow answer is told word by word, and what streamed is what is kept", async () => {
  const text = `${"One word after the other comes. ".repeat(4).trim()}\n\nThe end.`;
  const { ada, id } = await prepared([{ kind: "answer", text, pauseMs: 80 }]);
  const reader = follow(ada, [id]);
  await reader.begun();
  const { message } = await answered(ada, id);
  await reader.until(({ type }) => type === "settled");
  await reader.close();
  expect(reader.tails()).toBeGreaterThan(10);
  expect(reader.events().map(({ sequence }) => sequence)).toEqual(reader.events().map((_, at) => at + 1));
  expect(message.parts).toHaveLength(5);
  expect(message.text).not.toContain("One word after the other comes. One word");
});

test.each([
  ["hangs before its first word", [{ kind: "hang" }], "", /said nothing/, 0, 1],
  [
    "hangs in the middle",
    [{ kind: "hang", after: "Half of an answer" }],
    "Half of an answer",
    /said nothing/,
    1,
    1,
  ],
  [
    "fails in mid-stream",
    [{ kind: "fail_midway", text: "Half of an answer" }],
    "Half of an answer",
    /./,
    1,
    1,
  ],
  ["is cut off", [{ kind: "cut", text: "Half of an answer" }], "Half of an answer", /broke off/, 1, 1],
  ["sends a line of ten megabytes", [{ kind: "long_line", bytes: 10_000_000 }], "", /larger than any/, 0, 1],
  ["refuses the key", [{ kind: "status", status: 401 }], "", /CHAT_API_KEY/, 0, 1],
] as const)("a model that %s leaves what it wrote, says why, and is metered", async (_, script, text, why, used, calls) => {
  const { ada, id } = await prepared([...script], { silenceMs: 700 });
  const { message, ledger, sent } = await answered(ada, id);
  expect(message.text.trim()).toBe(text);
  expect(message.request).toMatchObject({
    ...{ status: "failed", failure: "unavailable", error: expect.stringMatching(why) },
  });
  expect(ledger).toHaveLength(calls);
  expect(ledger[0]?.stopReason).toMatch(/^failed:/);
  // What gave nothing is given back.
  expect(await ada.api.usage.current()).toMatchObject({ used });

  server.play([{ kind: "answer", text: "Here it is." }]);
  const again = await ada.api.agent.retry({ requestId: sent.requestId, clientKey: newId() });
  const answer = await settled(ada, id, again.responseMessageId);
  expect(answer).toMatchObject({ text: "Here it is.", request: { status: "completed" } });
  expect(await ada.api.usage.current()).toMatchObject({ used: used + 1 });
});

test("a busy model is asked again when it wishes, and NUL and halves of emoji never reach the database", async () => {
  const { ada, id } = await prepared([
    { kind: "status", status: 429, retryAfter: "1" },
    { kind: "answer", text: "So \0it is \ud83e\udd89 and \ud83e alone." },
  ]);
  const { message, ledger } = await answered(ada, id);
  expect(message.request?.status).toBe("completed");
  expect(message.text).toContain("So it is 🦉 and");
  expect(ledger).toHaveLength(1);
});

test("at the plan's limit nothing is sent, and people read when it renews", async () => {
  const { ada, id } = await prepared([{ kind: "answer", text: "Yes." }]);
  await answered(ada, id);
  await asOwner((tx) =>
    tx.update(usageCounter).set({ used: 100 }).where(eq(usageCounter.organizationId, ada.organizationId)),
  );
  const asked = server.requests.length;
  const { message } = await answered(ada, id);
  expect(message.request).toMatchObject({
    ...{ status: "failed", failure: "limit", error: expect.stringContaining("They renew on") },
  });
  expect(server.requests).toHaveLength(asked);
});

test("an answer stopped in the middle keeps its words and is metered for what came", async () => {
  const { ada, id } = await prepared([{ kind: "hang", after: "Half of an answer" }]);
  const reader = follow(ada, [id]);
  const { requestId, responseMessageId } = await send(ada, id);
  await reader.until(({ type }) => type === "draft");
  await ada.api.agent.stop({ requestId });
  const message = await settled(ada, id, responseMessageId, 8_000);
  await reader.close();
  expect(message.request?.status).toBe("cancelled");
  expect(message.text).toMatch(/^Half/);
  const [call] = await ledgerOf(ada);
  expect(call).toMatchObject({ stopReason: "cancelled" });
  // Only what a call took before it was stopped can be said, and the request says the same.
  expect(call?.outputTokens).toBeGreaterThan(0);
  expect(await requestsOf(ada)).toMatchObject([{ outputTokens: call?.outputTokens }]);
  expect(await ada.api.usage.current()).toMatchObject({ used: 1 });
});

test("answers at once do not mix", async () => {
  const { ada, id } = await prepared((request) => {
    const question = /Tell me (\w+)/.exec(JSON.stringify(request.messages.at(-1)))?.[1];
    return { kind: "answer", text: `${question} `.repeat(40).trim(), pauseMs: 5 };
  });
  const other = await ada.api.conversation.create({ title: "Others" });
  const [first, second] = await Promise.all([
    answered(ada, id, "Tell me herons"),
    answered(ada, other.id, "Tell me pools"),
  ]);
  expect(new Set(first.message.text.split(/\s+/))).toEqual(new Set(["herons"]));
  expect(new Set(second.message.text.split(/\s+/))).toEqual(new Set(["pools"]));
});
