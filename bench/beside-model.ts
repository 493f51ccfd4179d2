import { randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";
import { startApp, startScript } from "./support/spawn-server";

// What other people's requests wait for while language models are slow, hang, fail and lie in eight conversations at once,
// against the same requests while nothing runs, in turns:
//   tsx --conditions=react-server bench/beside-model.ts

const ROUNDS = 6;
const REQUESTS = 250;
// As somebody who clicks fast: a server that is asked without a pause measures only itself.
const PAUSE_MS = 8;
const KINDS = ["slow", "steady", "quick", "hang", "busy", "midway", "cut", "long"];

await setUp("postgres");
const { withTenant } = await import("@/db/tenant");
const { subscription } = await import("@/db/schema");
const { closeDatabase } = await import("@/db/client");
const { signUp } = await import("@/tests/support/sign-up");
const { ask, follow } = await import("@/tests/support/strict-client");

const asker = await signUp("Asker");
const other = await signUp("Other");
// Failing is repeated for as long as it is measured, and would use a small plan up.
await withTenant({ organizationId: asker.organizationId, as: "agent" }, (tx) =>
  tx.update(subscription).set({ plan: "enterprise", status: "active" }),
);
await closeDatabase();

const model = await startScript(["bench/support/scripted-model.ts"]);
Object.assign(process.env, {
  ...{ CHAT_BASE_URL: `${model.origin}/v1`, CHAT_MODEL: "bench/scripted", CHAT_PRICE: "1/2" },
});
const app = await startApp();
const cookieOf = ({ headers }: typeof asker) => headers.get("cookie") ?? "";

/** Calls a procedure as the one who asks. */
async function call<T>(procedure: string, input: object, isQuery = false): Promise<T> {
  const url = `${app.origin}/api/trpc/${procedure}`;
  const headers = { cookie: cookieOf(asker), origin: app.origin };
  const { status, text } = isQuery
    ? await ask(`${url}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`, { headers })
    : await ask(url, { method: "POST", body: { json: input }, headers });
  if (status !== 200) throw new Error(`${procedure} answered ${status}: ${text.slice(0, 300)}`);
  return JSON.parse(text).result.data.json as T;
}

const conversations = await Promise.all(
  KINDS.map(async (kind) => ({ kind, ...(await call<{ id: string }>("conversation.create", {})) })),
);
const endings: Record<string, number> = {};

/** Asks, waits, and asks again, until it is told to end; then stops what is under way. */
async function keepAsking({ kind, id }: { kind: string; id: string }, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    const { requestId } = await call<{ requestId: string }>("message.send", {
      ...{ conversationId: id, text: `Play ${kind}`, clientKey: randomUUID() },
    });
    for (let isStopping = false; ; ) {
      await sleep(400);
      const { items } = await call<{ items: { request?: { id: string; status: string } }[] }>(
        "message.list",
        { conversationId: id, limit: 2 },
        true,
      );
      const status = items.find(({ request }) => request?.id === requestId)?.request?.status ?? "gone";
      if (!["pending", "in_progress"].includes(status)) {
        endings[`${kind} ${status}`] = (endings[`${kind} ${status}`] ?? 0) + 1;
        break;
      }
      if (end.aborted && !isStopping) await call("agent.stop", { requestId });
      isStopping = end.aborted;
    }
  }
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** How long requests of somebody in another organization take, in milliseconds. */
async function measure(): Promise<number[]> {
  const tookMs: number[] = [];
  for (let count = 0; count < REQUESTS; count++) {
    const { ms, answer } = await timed(() =>
      ask(`${app.origin}/api/trpc/organization.current`, { headers: { cookie: cookieOf(other) }, agent }),
    );
    if (answer.status !== 200) throw new Error(`organization.current answered ${answer.status}.`);
    tookMs.push(ms);
    await sleep(PAUSE_MS);
  }
  return tookMs;
}

const took = { idle: [] as number[], busy: [] as number[] };
for (let round = -1; round < ROUNDS; round++) {
  const idle = await measure();
  const end = new AbortController();
  const input = encodeURIComponent(
    JSON.stringify({ json: { conversationIds: conversations.map(({ id }) => id) } }),
  );
  const reader = follow(`${app.origin}/api/trpc/live.onNews?input=${input}`, { cookie: cookieOf(asker) });
  const asking = conversations.map((conversation) => keepAsking(conversation, end.signal));
  await sleep(1_000);
  const busy = await measure();
  end.abort();
  await Promise.all(asking);
  await reader.leave();
  // The first round warms up.
  if (round < 0) continue;
  took.idle.push(...idle);
  took.busy.push(...busy);
}
agent.destroy();
await app.stop();
await model.stop();

report(
  "beside-model",
  [
    {
      what: "Another’s request beside eight slow, hanging and failing models",
      value: quantile(took.busy, 0.95),
      unit: "ms p95",
      peer: { what: "the same while nothing runs", value: quantile(took.idle, 0.95) },
      bound: { atMost: 1.5 },
    },
  ],
  {
    ...{ rounds: ROUNDS, requests: REQUESTS, endings },
    ...{ idleP50: quantile(took.idle, 0.5), busyP50: quantile(took.busy, 0.5) },
    ...{ idleP99: quantile(took.idle, 0.99), busyP99: quantile(took.busy, 0.99) },
  },
);
