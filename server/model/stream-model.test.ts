import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type ModelServer, type Script, startModelServer } from "@/tests/support/model-server";
import type { ModelError } from "./model-error";
import { openLanguageModel } from "./open-language-model";
import { type ModelCall, type ModelPart, streamModel } from "./stream-model";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer([]);
});
afterAll(() => server.close());

function ask(script: Script, more: Partial<ModelCall> = {}) {
  server.play(script);
  server.requests.length = 0;
  return streamModel({
    model: openLanguageModel({
      ...{ provider: "openai-compatible", baseUrl: server.baseUrl, apiKey: "key", apiModelId: "scripted" },
    }),
    ...{ apiModelId: "scripted", system: "Answer.", messages: [{ role: "user", content: "Why?" }] },
    ...more,
  });
}

/** All parts, and what ended the stream. */
async function gather(parts: AsyncIterable<ModelPart>) {
  const seen: ModelPart[] = [];
  let failure: unknown;
  try {
    for await (const part of parts) seen.push(part);
  } catch (error) {
    failure = error;
  }
  const text = seen.map((part) => (part.type === "text" ? part.text : "")).join("");
  return {
    seen,
    text,
    failure: failure as ModelError | undefined,
    finish: seen.find((part) => part.type === "finish"),
  };
}

test("an answer comes word by word and ends with what it cost", async () => {
  const { text, finish, seen } = await gather(ask([{ kind: "answer", text: "Because it was asked." }]));
  expect(text).toBe("Because it was asked.");
  expect(seen.length).toBeGreaterThan(3);
  expect(finish).toEqual({
    ...{ type: "finish", stopReason: "stop" },
    usage: { inputTokens: 120, outputTokens: 30, cachedInputTokens: 0, isEstimated: false },
  });
});

test("where the server does not count, tokens are estimated from the texts", async () => {
  const { finish } = await gather(ask([{ kind: "answer", text: "x".repeat(400), withoutUsage: true }]));
  expect(finish).toMatchObject({ usage: { outputTokens: 100, isEstimated: true } });
});

test("NUL never leaves the stream", async () => {
  expect((await gather(ask([{ kind: "answer", text: "a\0b \0 c" }]))).text).toBe("ab  c");
});

test("a call of a tool is handed on, a broken one marked", async () => {
  const tools = { search: { description: "Searches.", inputSchema: z.object({ text: z.string() }) } };
  const good = await gather(ask([{ kind: "tool", name: "search", input: '{"text":"x"}' }], { tools }));
  expect(good.seen).toContainEqual(
    expect.objectContaining({ type: "tool-call", name: "search", input: { text: "x" }, isInvalid: false }),
  );
  const broken = await gather(ask([{ kind: "tool", name: "search", input: '{"text":' }], { tools }));
  expect(broken.seen).toContainEqual(expect.objectContaining({ type: "tool-call", isInvalid: true }));
  const unknown = await gather(ask([{ kind: "tool", name: "delete_everything", input: "{}" }], { tools }));
  expect(unknown.seen).toContainEqual(expect.objectContaining({ type: "tool-call", isInvalid: true }));
});

test("a busy server is asked again when it wishes, a failing one a moment later", async () => {
  const started = performance.now();
  const { text } = await gather(
    ask([
      { kind: "status", status: 429, retryAfter: "1" },
      { kind: "status", status: 503 },
      { kind: "answer", text: "now" },
    ]),
  );
  expect(text).toBe("now");
  expect(server.requests).toHaveLength(3);
  expect(performance.now() - started).toBeGreaterThan(1_900);
});

test.each([
  [401, "unauthorized", /CHAT_API_KEY/],
  [404, "unknown_model", /CHAT_MODEL/],
  [413, "too_long", /too long/],
  [400, "refused", /refused/],
  [429, "rate_limited", /limiting/],
  [500, "server_error", /Try again/],
] as const)("status %i is explained and says what to do", async (status, reason, words) => {
  const body = JSON.stringify({ error: { message: "the key sk-secret is wrong" } });
  const { failure } = await gather(ask([{ kind: "status", status, body }], { retries: 0 }));
  expect(failure).toMatchObject({ name: "ModelError", reason, message: expect.stringMatching(words) });
  expect(failure?.message).not.toContain("sk-secret");
});

test.each([
  ["a failure in mid-stream", { kind: "fail_midway", text: "half of " }, "server_error"],
  ["a cut connection", { kind: "cut", text: "half of " }, "broken_off"],
] as const)("%s keeps what had come, and is not asked again", async (_, scene, reason) => {
  const { text, failure, finish } = await gather(ask([scene]));
  expect({ text, finish, asked: server.requests.length }).toEqual({
    text: "half of ",
    finish: undefined,
    asked: 1,
  });
  expect(failure).toMatchObject({ name: "ModelError", reason });
});

test.each([
  ["before the first token", undefined],
  ["between two tokens", "half of "],
])("silence %s ends the call", async (_, after) => {
  const { text, failure } = await gather(
    ask([{ kind: "hang", ...(after ? { after } : {}) }], { silenceMs: 300 }),
  );
  expect(text).toBe(after ?? "");
  expect(failure).toMatchObject({ reason: "timeout", message: expect.stringContaining("said nothing") });
});

test("a slow answer is no silence: every token counts", async () => {
  const { text, failure } = await gather(
    ask([{ kind: "answer", text: "one two three four five", pauseMs: 200 }], { silenceMs: 600 }),
  );
  expect({ text, failure }).toEqual({ text: "one two three four five", failure: undefined });
});

test("a line of ten megabytes is ended before it fills the memory", async () => {
  const { failure } = await gather(ask([{ kind: "long_line", bytes: 10_000_000 }]));
  expect(failure).toMatchObject({
    reason: "bad_answer",
    message: expect.stringContaining("larger than any real one"),
  });
});

test("junk is a bad answer", async () => {
  expect((await gather(ask([{ kind: "junk" }]))).failure).toMatchObject({ reason: "bad_answer" });
});

test("stopping ends the call at once with the signal's own reason", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("stopped by a person")), 150);
  const { text, failure } = await gather(
    ask([{ kind: "hang", after: "half of " }], { signal: controller.signal }),
  );
  expect(text).toBe("half of ");
  expect(failure?.message).toBe("stopped by a person");
});

test("a server that cannot be reached says so", async () => {
  const model = openLanguageModel({
    ...{
      provider: "openai-compatible",
      baseUrl: "http://127.0.0.1:9/v1",
      apiKey: undefined,
      apiModelId: "nobody",
    },
  });
  const { failure } = await gather(
    streamModel({
      model,
      apiModelId: "nobody",
      system: "",
      messages: [{ role: "user", content: "x" }],
      retries: 0,
    }),
  );
  expect(failure).toMatchObject({ reason: "unreachable", message: expect.stringContaining("CHAT_BASE_URL") });
});
