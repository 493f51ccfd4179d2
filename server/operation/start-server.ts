import { getDatabase } from "@/db/client";
import { startWorker } from "@/server/background/worker";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { resumeMails } from "@/server/mail/outbox";
import { redirectConsole, sayPlainly } from "./redirect-console";
import { stopOnSignals } from "./stop-server";
import { startTracing } from "./tracing";
import { watchRequests } from "./watch-requests";

/** What a web process does before its first request; ends the process when the database cannot be opened. */
export async function startServer(): Promise<void> {
  watchRequests();
  const started = openAll();
  // In development Next restarts by its own rules.
  if (env.NODE_ENV === "production") {
    redirectConsole();
    stopOnSignals(started);
  }
  await started;
}

async function openAll(): Promise<void> {
  try {
    await startTracing();
    await getDatabase();
    if (env.WORKER === "inside") await startWorker();
    // Not awaited: a mail server that hangs must not keep Carrel from starting.
    resumeMails().catch((error: unknown) => log.error({ err: error }, "Waiting mails could not be read"));
  } catch (error) {
    log.fatal({ err: error }, error instanceof Error ? error.message : "Carrel could not start");
    sayPlainly(`\nCarrel could not start: ${error instanceof Error ? error.message : String(error)}\n\n`);
    process.exit(1);
  }
}
