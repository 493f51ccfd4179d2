import { setTimeout as sleep } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import { quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";

// Background work against the bare queue: jobs a second with work that does nothing, in turns, and how long a job waits.
//   tsx --conditions=react-server bench/queue.ts

const JOBS = 400;
const ROUNDS = 5;

const { databaseUrl } = await setUp("postgres");
const { withTenant } = await import("@/db/tenant");
const { enqueue } = await import("@/server/background/enqueue");
const { handlers } = await import("@/server/background/registry");
const { startWorker, stopWorker } = await import("@/server/background/worker");
const { closeDatabase } = await import("@/db/client");
const { signUp } = await import("@/tests/support/sign-up");

const { organizationId } = await signUp("Bench");
const bare = new PgBoss({ connectionString: databaseUrl ?? "", schema: "bare" });
await bare.start();
await bare.createQueue("nothing");

const done = new Map<string, (startedMs: number) => void>();
const startOf = (id: string) => new Promise<number>((resolve) => done.set(id, resolve));
handlers["sweep-generations"] = async ({ repositoryId }) => done.get(repositoryId ?? "")?.(performance.now());
await startWorker();

let next = 0;
/** Queues a job; gives the moment at which it started. */
async function send(): Promise<number> {
  const repositoryId = `job-${++next}`;
  const started = startOf(repositoryId);
  await withTenant({ organizationId, as: "agent" }, (tx) =>
    enqueue(tx, "sweep-generations", { data: { organizationId, repositoryId }, as: "agent" }),
  );
  return started;
}

/** Jobs a second from the first sending to the end of the last. */
async function ownRate(): Promise<number> {
  const { ms } = await timed(async () => {
    await Promise.all(Array.from({ length: JOBS }, send));
  });
  return JOBS / (ms / 1000);
}

async function bareRate(): Promise<number> {
  let left = JOBS;
  const { ms, answer } = await timed(async () => {
    const worker = await new Promise<string>((resolve) => {
      const working = bare.work("nothing", { pollingIntervalSeconds: 0.5, batchSize: 1 }, async () => {
        bare.notifyWorker(await working);
        if (--left === 0) resolve(working);
      });
      for (let job = 0; job < JOBS; job++)
        void bare.send("nothing", {}).then(async () => bare.notifyWorker(await working));
    });
    return worker;
  });
  await bare.offWork("nothing", { id: answer });
  return JOBS / (ms / 1000);
}

const rates = { own: [] as number[], bare: [] as number[] };
for (let round = 0; round < ROUNDS; round++) {
  rates.own.push(await ownRate());
  rates.bare.push(await bareRate());
}

const waits: number[] = [];
for (let job = 0; job < 100; job++) {
  await sleep(37);
  const sentMs = performance.now();
  waits.push((await send()) - sentMs);
}
await stopWorker();
await bare.stop({ graceful: false });
await closeDatabase();

report(
  "queue",
  [
    {
      what: "Jobs, each queued in a tenant's transaction of its own",
      value: quantile(rates.own, 0.5),
      unit: "/s",
      peer: { what: "the bare queue", value: quantile(rates.bare, 0.5) },
      bound: { atLeast: 0.9 },
    },
    {
      what: "From queueing to start, in one process",
      value: quantile(waits, 0.5),
      unit: "ms p50",
      bound: { atMost: 20 },
    },
  ],
  { jobs: JOBS, rounds: ROUNDS, rates, waitP95: quantile(waits, 0.95) },
);
