import { closeDatabase, getDatabase } from "@/db/client";
import { startWorker, stopWorker } from "@/server/background/worker";
import { env } from "@/server/env";
import { log } from "@/server/log";

// `npm run worker`: takes up background work on another machine, or beside web processes that run with WORKER=off.

if (env.DATABASE_URL.startsWith("pglite:")) {
  console.error(
    "The embedded database belongs to one process, and that one does the background work itself. " +
      "Set DATABASE_URL to a Postgres server to run workers beside it.",
  );
  process.exit(2);
}

await getDatabase();
await startWorker();
log.info("The worker is taking up background work");

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, async () => {
    if (isStopping) return;
    isStopping = true;
    log.info("The worker is stopping: what is under way comes to its next safe point");
    await stopWorker();
    await closeDatabase();
    process.exit(0);
  });
}
