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
import { throughOutages } from "./through-outages";
import { setWaker } from "./wake-worker";

const queueNames = Object.keys(handlers) as QueueName[];
const SUPERVISE_EVERY_MS = 10_000;

const LOOK_EVERY_S = 0.5;

// An answer mostly waits, for a model or for a person who approves: those that hang must not hold up the others.
const ANSWERS_AT_ONCE = 16;

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
    const places = name === "agent-request" ? ANSWERS_AT_ONCE : 1;
    const ids: string[] = [];
    const busy = new Set<number>();
    // Every look is a transaction that pages wait for on PGlite, so one that is free looks for all of them. Whoever finds
    // a job wakes the next one.
    const wakeOne = () => {
      const free = ids.find((_, place) => !busy.has(place));
      if (free !== undefined) queue.notifyWorker(free);
    };
    const work = (place: number) =>
      queue.work<JobData>(
        name,
        {
          pollingIntervalSeconds: LOOK_EVERY_S * (places === 1 ? 1 : 60),
          batchSize: 1,
          heartbeatRefreshSeconds: HEARTBEAT_EVERY_S,
        },
        async ([job]) => {
          if (!job) return;
          busy.add(place);
          wakeOne();
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
          } finally {
            busy.delete(place);
            // A worker that has had a job looks for the next one at once.
            const own = ids[place];
            if (own !== undefined) queue.notifyWorker(own);
          }
        },
      );
    while (ids.length < places) ids.push(await work(ids.length));
    if (places > 1) looking.push(setInterval(wakeOne, LOOK_EVERY_S * 1_000).unref());
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
  const checking = checkModels(stopping.signal).catch((error: unknown) =>
    log.error({ err: error }, "The embedding models could not be compared"),
  );
  return async (threadsNeededUntil) => {
    clearInterval(supervise);
    for (const timer of looking) clearInterval(timer);
    endWatch();
    endPurges();
    stopping.abort();
    for (const name of queueNames) setWaker(name, undefined);
    await checking;
    await Promise.all(queueNames.map((name) => queue.offWork(name, { wait: true })));
    await threadsNeededUntil;
    await Promise.all([closeEmbedder(), closePreparePool(), closeExpressionThreads()]);
  };
}
