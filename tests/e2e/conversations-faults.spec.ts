import { randomUUID } from "node:crypto";
import type { Scene } from "../support/model-server";
import { ask } from "../support/strict-client";
import { askedOf, type ModelApp, startModelApp } from "./model-app";
import { expect, test } from "./test";

// Every way in which a model's server can fail, all at once, against the server as it is built; no browser is needed.
test.describe.configure({ mode: "serial" });
test.setTimeout(90_000);

let app: ModelApp;
test.beforeAll(async () => {
  app = await startModelApp();
});
test.afterAll(() => app.stop());

interface Fault {
  /** What the model does at its first, second … call. */
  scenes: Scene[];
  status: "completed" | "failed" | "cancelled";
  text: string;
  /** What the person is told. */
  says?: RegExp;
  /** How the ledger says that each call ended. */
  ended: string[];
  /** Whether the request counts against the plan. */
  counts: boolean;
}

const words = "One word comes after the other.";
const answer = (text: string, pauseMs = 0): Scene => ({ kind: "answer", text, pauseMs });
const completes = (scenes: Scene[], text: string, ended = ["stop"]): Fault => ({
  ...{ scenes, text, ended, counts: true },
  status: "completed",
});
const fails = (scene: Scene, ended: string, says: RegExp): Fault => {
  const text = "text" in scene ? scene.text : "";
  // What gave nothing is given back.
  return { scenes: [scene], text, ended: [`failed:${ended}`], says, status: "failed", counts: text !== "" };
};
const half = "Half of it";
const faults: Record<string, Fault> = {
  plain: completes([answer(words)], words),
  slow: completes([answer(words, 400)], words),
  nul: completes([answer("One\0 word.")], "One word."),
  busy: completes([{ kind: "status", status: 429, retryAfter: "1" }, answer(words)], words),
  tool: completes([{ kind: "tool", name: "search", input: '{"query":' }, answer(words)], words, [
    "tool-calls",
    "stop",
  ]),
  midway: fails({ kind: "fail_midway", text: half }, "server_error", /reported a failure/),
  cut: fails({ kind: "cut", text: half }, "broken_off", /broke off/),
  long: fails({ kind: "long_line", bytes: 10_000_000 }, "bad_answer", /larger than any/),
  junk: fails({ kind: "junk" }, "bad_answer", /cannot be read/),
  // One that says nothing any more is stopped by a person.
  hang: {
    scenes: [{ kind: "hang", after: half }],
    text: half,
    ended: ["cancelled"],
    status: "cancelled",
    counts: true,
  },
};

test("under every fault at once each text, ending and figure is right, and nothing is left unhandled", async () => {
  const calls = new Map<string, number>();
  app.model.play((request) => {
    const name = /^Play (\w+)/.exec(askedOf(request))?.[1] ?? "";
    const call = calls.get(name) ?? 0;
    calls.set(name, call + 1);
    const { scenes = [] } = faults[name] ?? {};
    return scenes[call] ?? { kind: "status", status: 500 };
  });
  const call = await signUp();
  const sent = await Promise.all(
    Object.keys(faults).map(async (name) => {
      // It has a title: else the model is asked for one beside.
      const { id } = await call<{ id: string }>("conversation.create", { title: name });
      const { requestId, responseMessageId } = await call<Sent>("message.send", {
        ...{ conversationId: id, text: `Play ${name}`, clientKey: randomUUID() },
      });
      return { name, conversationId: id, requestId, responseMessageId };
    }),
  );
  for (const one of sent.filter(({ name }) => name !== "hang")) {
    const { text, status, says } = faults[one.name] as Fault;
    await expect.poll(() => read(call, one), { message: one.name }).toMatchObject({ status });
    const message = await read(call, one);
    expect({ name: one.name, text: message?.text.trim() }).toEqual({ name: one.name, text });
    expect(message?.error ?? "").toMatch(says ?? /^$/);
  }
  // All others have come to their end beside it.
  const hanging = sent.find(({ name }) => name === "hang");
  if (!hanging) throw new Error("Nothing hangs.");
  expect(await read(call, hanging)).toMatchObject({ status: "in_progress" });
  await call("agent.stop", { requestId: hanging.requestId });
  await expect.poll(() => read(call, hanging)).toMatchObject({ status: "cancelled", text: "Half of it" });

  const month = new Date().toISOString().slice(0, 7);
  const { csv } = await call<{ csv: string }>("usage.export", { month });
  const rows = csv.trim().split("\r\n").slice(1);
  const expected = Object.values(faults);
  expect(rows.map((row) => row.split(",").at(-1)).toSorted()).toEqual(
    expected.flatMap(({ ended }) => ended).toSorted(),
  );
  const { used } = await call<{ used: number }>("usage.current");
  expect(used).toBe(expected.filter(({ counts }) => counts).length);
  expect(app.wentTo()).toEqual([new URL(app.model.baseUrl).host]);
  expect((await ask(`${app.url}/health`)).status).toBe(200);
  expect(app.printed()).toContain("A language model failed");
  expect(app.printed()).not.toMatch(/unhandled|uncaught/i);
});

interface Sent {
  requestId: string;
  responseMessageId: string;
}

type Call = <T>(procedure: string, input?: unknown) => Promise<T>;

/** How an answer stands. */
async function read(call: Call, { conversationId, responseMessageId }: Sent & { conversationId: string }) {
  const { items } = await call<{
    items: { id: string; text: string; request?: { status: string; error: string | null } }[];
  }>("message.list", { conversationId });
  const message = items.find(({ id }) => id === responseMessageId);
  return message && { text: message.text, status: message.request?.status, error: message.request?.error };
}

/** A new person, and how they call a procedure. */
async function signUp(): Promise<Call> {
  const headers = { origin: app.url };
  const body = { name: "Ada", email: "ada@example.org", password: "correct horse battery" };
  const signed = await ask(`${app.url}/api/auth/sign-up/email`, { method: "POST", body, headers });
  expect(signed.status, signed.text).toBe(200);
  const cookie = (signed.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ");
  const isQuery = /\.(list|current)$/;
  return async (procedure, input) => {
    const url = `${app.url}/api/trpc/${procedure}`;
    const asked = JSON.stringify({ json: input });
    const { status, text } = isQuery.test(procedure)
      ? await ask(input === undefined ? url : `${url}?input=${encodeURIComponent(asked)}`, {
          headers: { cookie },
        })
      : await ask(url, { method: "POST", body: { json: input }, headers: { ...headers, cookie } });
    expect(status, `${procedure}: ${text}`).toBe(200);
    return JSON.parse(text).result.data.json;
  };
}
