import { randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";
import { startApp, startScript } from "./support/spawn-server";

// What other people's requests wait for while language models are slow, hang, fail and lie in eight conversations at once,
// against the same requests while nothing runs, in turns. Whoever asks in them follows the stream of news as a browser does,
// and looks at what came for two seconds before asking again; a second series, which has no bound, asks again at once:
//   tsx --conditions=react-server bench/beside-model.ts

const SERIES = [
  { name: "after two seconds", asksAgainMs: 2_000, rounds: 6 },
  { name: "at once", asksAgainMs: 400, rounds: 3 },
] as const;
const REQUESTS = 250;
// As somebody who clicks fast: a server that is asked without a pause measures only itself.
const PAUSE_MS = 8;
const KINDS = ["slow", "steady", "quick", "hang", "busy", "midway", "cut", "long"];

const newsSchema = z.object({ json: z.looseObject({ requestId: z.string(), type: z.string() }) });

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
const followedIds = encodeURIComponent(
  JSON.stringify({ json: { conversationIds: conversations.map(({ id }) => id) } }),
);
const ends = new Map<string, { resolve: () => void; promise: Promise<void> }>();

/** Settles once the stream has told the end of a request, which may be before or after somebody waits for it. */
function endOf(requestId: string) {
  const known = ends.get(requestId) ?? Promise.withResolvers<void>();
  ends.set(requestId, known);
  return known;
}

/** As a browser and who sits before it: hears of the end, reads the messages, and asks again after a while. */
async function keepAsking(
  { kind, id }: { kind: string; id: string },
  asksAgainMs: number,
  end: AbortSignal,
): Promise<void> {
  while (!end.aborted) {
    const { requestId } = await call<{ requestId: string }>("message.send", {
      ...{ conversationId: id, text: `Play ${kind}`, clientKey: randomUUID() },
    });
    const stop = async () => void (await call("agent.stop", { requestId }).catch(() => {}));
    end.addEventListener("abort", stop);
    if (end.aborted) await stop();
    await endOf(requestId).promise;
    end.removeEventListener("abort", stop);
    const { items } = await call<{ items: { request?: { id: string; status: string } }[] }>(
      "message.list",
      { conversationId: id },
      true,
    );
    const status = items.find(({ request }) => request?.id === requestId)?.request?.status ?? "gone";
    endings[`${kind} ${status}`] = (endings[`${kind} ${status}`] ?? 0) + 1;
    await sleep(asksAgainMs);
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

interface Took {
  idle: number[];
  busy: number[];
}

/** Asks while nothing runs, and beside the models. */
async function round(asksAgainMs: number): Promise<Took> {
  const idle = await measure();
  const end = new AbortController();
  const reader = follow(
    `${app.origin}/api/trpc/live.onNews?input=${followedIds}`,
    { cookie: cookieOf(asker) },
    (data) => {
      // Most is text that grows.
      if (!data.includes('"settled"')) return;
      const { json } = newsSchema.parse(JSON.parse(data));
      if (json.type === "settled") endOf(json.requestId).resolve();
    },
  );
  const asking = conversations.map((conversation) => keepAsking(conversation, asksAgainMs, end.signal));
  await sleep(1_000);
  const busy = await measure();
  end.abort();
  await Promise.all(asking);
  await reader.leave();
  return { idle, busy };
}

// Warms up.
await round(SERIES[0].asksAgainMs);
const series = [];
for (const { name, asksAgainMs, rounds } of SERIES) {
  const took: Took = { idle: [], busy: [] };
  for (let count = 0; count < rounds; count++) {
    const { idle, busy } = await round(asksAgainMs);
    took.idle.push(...idle);
    took.busy.push(...busy);
  }
  const of = (values: number[]) => ({
    ...{ p50: quantile(values, 0.5), p95: quantile(values, 0.95), p99: quantile(values, 0.99) },
  });
  series.push({ name, asksAgainMs, rounds, idle: of(took.idle), busy: of(took.busy) });
}
agent.destroy();
await app.stop();
await model.stop();

const [first] = series;
if (!first) throw new Error("There is a series.");

report(
  "beside-model",
  [
    {
      what: "Another’s request beside eight slow, hanging and failing models",
      value: first.busy.p95,
      unit: "ms p95",
      peer: { what: "the same while nothing runs", value: first.idle.p95 },
      bound: { atMost: 1.5 },
    },
  ],
  { requests: REQUESTS, endings, series },
);
