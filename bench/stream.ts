import { eq, sql } from "drizzle-orm";
import { quantile, report } from "./support/report";
import { setUp } from "./support/set-up";

// A streamed answer against the provider's own stream through a bare pipe, in turns: how much later the first token is
// with whoever reads it, from the moment that the model is asked; and how often a stream writes into the database.
//   tsx --conditions=react-server bench/stream.ts

const ROUNDS = 60;
const WORDS = 40;
const LONG_WORDS = 60;
const PAUSE_MS = 100;

await setUp("postgres");
const { withTenant } = await import("@/db/tenant");
const { agentEvent } = await import("@/db/schema");
const { newId } = await import("@/db/columns");
const { closeDatabase } = await import("@/db/client");
const { listen } = await import("@/server/agent/bus");
const { startWorker, stopWorker } = await import("@/server/background/worker");
const { settled } = await import("@/tests/support/conversation");
const { installChatModel } = await import("@/tests/support/install-chat-model");
const { startModelServer } = await import("@/tests/support/model-server");
const { signUp } = await import("@/tests/support/sign-up");
const { writeIndex } = await import("@/tests/support/write-index");

let askedMs = 0;
const text = (words: number) => Array.from({ length: words }, (_, index) => `word${index}`).join(" ");
const server = await startModelServer(() => {
  askedMs = performance.now();
  return { kind: "answer", text: text(WORDS), pauseMs: 5 };
});
await installChatModel(server);
const ada = await signUp("Bench");
await startWorker();
await writeIndex(ada, "birds", [{ path: "src/pool.ts", content: "export function releasePool() {}" }]);

/** Milliseconds from the question's arrival at the model to the first word with a reader of the pipe. */
async function bareFirst(): Promise<number> {
  const response = await fetch(`${server.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "bare", messages: [{ role: "user", content: "What?" }], stream: true }),
  });
  let seen = "";
  let firstMs: number | undefined;
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    seen += part;
    if (firstMs === undefined && seen.includes("word0")) firstMs = performance.now() - askedMs;
  }
  return firstMs ?? Number.NaN;
}

/** The same through the whole product, to the bus from which this process's readers are told. */
async function ownFirst(): Promise<number> {
  const { id } = await ada.api.conversation.create({ title: "Birds" });
  let firstMs: number | undefined;
  const deafen = listen(({ conversationId, tail }) => {
    const hasText = tail?.events.some(({ type }) => type === "draft" || type === "text");
    if (conversationId === id && hasText) firstMs ??= performance.now() - askedMs;
  });
  const sent = await ada.api.message.send({ conversationId: id, text: "What?", clientKey: newId() });
  await settled(ada, id, sent.responseMessageId);
  deafen();
  return firstMs ?? Number.NaN;
}

const first = { own: [] as number[], bare: [] as number[] };
for (let round = -5; round < ROUNDS; round++) {
  const own = await ownFirst();
  const bare = await bareFirst();
  // The first rounds warm up.
  if (round < 0) continue;
  first.own.push(own);
  first.bare.push(bare);
}

/** How often a stream wrote its text, for each second that it took; the last write settles it. */
async function writesPerSecond(): Promise<number> {
  server.play([{ kind: "answer", text: text(LONG_WORDS), pauseMs: PAUSE_MS }]);
  const { id } = await ada.api.conversation.create({ title: "Birds" });
  const startedMs = performance.now();
  const { requestId, responseMessageId } = await ada.api.message.send({
    ...{ conversationId: id, text: "What?", clientKey: newId() },
  });
  await settled(ada, id, responseMessageId);
  const seconds = (performance.now() - startedMs) / 1000;
  const [row] = await withTenant({ organizationId: ada.organizationId, userId: ada.userId }, (tx) =>
    tx
      .select({ writes: sql<number>`count(distinct ${agentEvent.createdAt})::int` })
      .from(agentEvent)
      .where(eq(agentEvent.agentRequestId, requestId)),
  );
  // The claim, the beginning of the answer and its settling are not the stream's.
  return Math.max(0, (row?.writes ?? 0) - 3) / seconds;
}

const writes: number[] = [];
for (let round = 0; round < 4; round++) writes.push(await writesPerSecond());

await stopWorker();
await server.close();
await closeDatabase();

const added = quantile(first.own, 0.95) - quantile(first.bare, 0.95);
report(
  "stream",
  [
    {
      what: "First token later than through a bare pipe (difference of the two p95)",
      value: added,
      unit: "ms p95",
      bound: { atMost: 10 },
    },
    { what: "Writes of one stream", value: Math.max(...writes), unit: "/s", bound: { atMost: 1 } },
  ],
  {
    rounds: ROUNDS,
    ownP50: quantile(first.own, 0.5),
    ownP95: quantile(first.own, 0.95),
    bareP50: quantile(first.bare, 0.5),
    bareP95: quantile(first.bare, 0.95),
    writes,
  },
);
