import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { inSpan } from "@/db/in-span";
import type { QueueName } from "@/db/queues";
import { closeEmbedder } from "@/server/ai/get-embedder";
import { closePreparePool } from "@/server/indexing/prepare-pool";
import { sweepTemporaryFolders } from "@/server/indexing/temporary-folder";
import { log } from "@/server/log";
import { closeExpressionThreads } from "@/server/search/evaluate-expression";
import { checkModels } from "./check-models";
import type { JobData } from "./enqueue";
import { queuePurges } from "./queue-purges";
import { handlers } from "./registry";
import { HEARTBEAT_EVERY_S, releaseSilentJobs } from "./release-silent-jobs";
import { sweepEveryDay } from "./sweep-every-day";
import { throughOutages } from "./through-outages";
import { setWaker, wakeWorker } from "./wake-worker";

const queueNames = Object.keys(handlers) as QueueName[];
const SUPERVISE_EVERY_MS = 10_000;

const LOOK_EVERY_S = 0.5;

// An answer mostly waits, for a model or for a person who approves: those that hang must not hold up the others. One
// organization, however much it asks, leaves places to everybody else.
const ANSWERS_AT_ONCE = 16;
const ANSWERS_OF_ONE_ORGANIZATION = 12;

type Stop = (threadsNeededUntil?: Promise<unknown>) => Promise<void>;

const holder = globalThis as typeof globalThis & { carrelWorker?: Promise<Stop> | undefined };

/** Takes up background work in this process until `stopWorker`. Idempotent. */
export async function startWorker(): Promise<void> {
  holder.carrelWorker ??= start().catch((error: unknown) => {
    holder.carrelWorker = undefined;
    throw error;
  });
  await holder.carrelWorker;
}

/**
 * Lets the work under way come to its next safe point, and takes up no more. `threadsNeededUntil`: requests that are
 * still being answered need the embedding threads too.
 */
export async function stopWorker(options: { threadsNeededUntil?: Promise<unknown> } = {}): Promise<void> {
  const running = holder.carrelWorker;
  holder.carrelWorker = undefined;
  await (await running)?.(options.threadsNeededUntil);
}

async function start(): Promise<Stop> {
  const { orm, queue, engine } = await getDatabase();
  // PGlite belongs to one process, so whatever it calls active was left by one that died.
  if (engine === "pglite") {
    await orm.execute(sql`update pgboss.job set state = 'retry', start_after = now() where state = 'active'`);
  }
  await sweepTemporaryFolders();
  const stopping = new AbortController();
  const looking: NodeJS.Timeout[] = [];
  for (const name of queueNames) {
    const handle = handlers[name];
    const isAnswering = name === "agent-request";
    await queue.work<JobData>(
      name,
      {
        pollingIntervalSeconds: pollSeconds(name),
        batchSize: 1,
        heartbeatRefreshSeconds: HEARTBEAT_EVERY_S,
        ...(isAnswering
          ? { localConcurrency: ANSWERS_AT_ONCE, localGroupConcurrency: ANSWERS_OF_ONE_ORGANIZATION }
          : {}),
      },
      async ([job]) => {
        if (!job) return;
        wakeWorker(name);
        try {
          await inSpan(`background ${name}`, {}, () =>
            throughOutages(() => handle(job.data, stopping.signal), {
              askDatabase: () => orm.execute(sql`select 1`),
              isOver: () => stopping.signal.aborted || job.signal.aborted,
            }),
          );
        } catch (error) {
          log.error(
            { err: error, queue: name, jobId: job.id, organizationId: job.data.organizationId },
            "Background work failed",
          );
          throw error;
        }
      },
    );
    // One that is free looks for all of them, and whoever finds a job wakes the next one.
    const wakeOne = () => {
      const places = queue.getWipData().filter((one) => one.name === name);
      const free = places.find(({ count }) => count === 0) ?? places[0];
      if (free) queue.notifyWorker(free.id);
    };
    if (isAnswering) looking.push(setInterval(wakeOne, LOOK_EVERY_S * 1_000).unref());
    setWaker(name, wakeOne);
  }
  // Takes back jobs whose worker stopped its heartbeat, and clears out finished ones.
  const supervise = setInterval(() => {
    queue
      .supervise()
      .catch((error: unknown) => log.warn({ err: error }, "The queue could not be looked after"));
  }, SUPERVISE_EVERY_MS);
  supervise.unref();
  const endWatch = engine === "pglite" ? () => {} : releaseSilentJobs();
  const endPurges = queuePurges();
  const endSweeps = sweepEveryDay(stopping.signal);
  const checking = checkModels(stopping.signal).catch((error: unknown) =>
    log.error({ err: error }, "The embedding models could not be compared"),
  );
  return async (threadsNeededUntil) => {
    clearInterval(supervise);
    for (const timer of looking) clearInterval(timer);
    endWatch();
    endPurges();
    endSweeps();
    stopping.abort();
    for (const name of queueNames) setWaker(name, undefined);
    await checking;
    await Promise.all(queueNames.map((name) => queue.offWork(name, { wait: true })));
    await threadsNeededUntil;
    await Promise.all([closeEmbedder(), closePreparePool(), closeExpressionThreads()]);
  };
}

/**
 * How often a worker looks for jobs that another process has queued. Every look is a transaction that pages wait for on
 * PGlite, where there is no other process. Jobs of this process wake the worker themselves, and one that has had a job
 * looks for the next at once.
 */
function pollSeconds(name: QueueName): number {
  // Nobody waits for it to the second.
  if (name === "expire-tool-calls" || name === "purge-deleted") return 5;
  // One of them is woken twice a second, for all.
  if (name === "agent-request") return 60 * LOOK_EVERY_S;
  return LOOK_EVERY_S;
}
