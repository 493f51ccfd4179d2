import { closeDatabase, getDatabase } from "@/db/client";
import { startWorker, stopWorker } from "@/server/background/worker";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { endTracing, startTracing } from "@/server/operation/tracing";

// `npm run worker`: takes up background work on another machine, or beside web processes that run with WORKER=off.

const STOP_WITHIN_MS = 27_000;

if (env.DATABASE_URL.startsWith("pglite:")) {
  console.error(
    "The embedded database belongs to one process, and that one does the background work itself. " +
      "Set DATABASE_URL to a Postgres server to run workers beside it.",
  );
  process.exit(2);
}

let isStopping = false;
const started = start();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void stop();
  });
}
await started;

async function start(): Promise<void> {
  await startTracing();
  await getDatabase();
  await startWorker();
  log.info("The worker is taking up background work");
}

async function stop(): Promise<void> {
  log.info("The worker is stopping: what is under way comes to its next safe point");
  const deadline = setTimeout(() => {
    log.error("The worker could not stop in time and is killed: others take its runs up");
    // Not `exit`, which would end a thread inside the embedding model and crash with it.
    process.kill(process.pid, "SIGKILL");
  }, STOP_WITHIN_MS);
  deadline.unref();
  try {
    await started;
    await stopWorker();
    await closeDatabase();
    await endTracing();
    log.info("The worker has stopped");
    process.exit(0);
  } catch (error) {
    log.fatal({ err: error }, "The worker could not stop in order");
    process.exit(1);
  }
}
