import { setTimeout as setTimer } from "node:timers";
import { setTimeout } from "node:timers/promises";
import { closeDatabase } from "@/db/client";
import { closeEmbedder } from "@/server/ai/get-embedder";
import { stopWorker } from "@/server/background/worker";
import { env } from "@/server/env";
import { log } from "@/server/log";
import { beginDraining, endStreams, isDraining } from "./draining";
import { finishRequests, stopListening } from "./finish-requests";
import { endTracing } from "./tracing";
import { httpState } from "./watch-requests";

const REQUESTS_WITHIN_MS = 15_000;
// A little more than the time for which Node promises clients that a kept connection stays open; whoever presses Ctrl C
// does not want to wait for it.
const LINGER_MS = { SIGTERM: 5_500, SIGINT: 500 } as const;
// A little less than what `npm start` and compose.yaml wait before they kill.
const ALL_WITHIN_MS = 27_000;

/**
 * Ends the process in order on SIGTERM and SIGINT, in the place of Next, which waits for ever for a stream and knows
 * nothing of the database. `started` is what the process is doing when a signal may come early.
 */
export function stopOnSignals(started: Promise<void>): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.removeAllListeners(signal);
    // A second signal changes nothing: Ctrl C in a terminal sends several.
    process.on(signal, () => {
      if (!isDraining()) void stopServer(signal, started);
    });
  }
}

async function stopServer(signal: keyof typeof LINGER_MS, started: Promise<void>): Promise<void> {
  beginDraining();
  log.info({ signal }, "Carrel is stopping: requests under way are answered first");
  const deadline = setTimer(
    () => {
      log.error("Carrel could not stop in time and is killed: index runs go on after the next start");
      // Not `exit`, which would end a thread inside the embedding model and crash with it.
      process.kill(process.pid, "SIGKILL");
    },
    ALL_WITHIN_MS + env.STOP_DELAY_SECONDS * 1_000,
  );
  deadline.unref();
  try {
    await started.catch(() => {});
    const http = httpState();
    await setTimeout(env.STOP_DELAY_SECONDS * 1_000);
    await Promise.all([...http.servers].map(stopListening));
    endStreams();
    const answered = finishRequests(http, { withinMs: REQUESTS_WITHIN_MS, lingerMs: LINGER_MS[signal] });
    await Promise.all([answered, stopWorker({ threadsNeededUntil: answered })]);
    await closeEmbedder();
    await closeDatabase();
    await endTracing();
    const cutOff = await answered;
    if (cutOff > 0) log.warn({ cutOff }, "Some requests took too long and were cut off");
    log.info("Carrel has stopped");
    process.exit(0);
  } catch (error) {
    log.fatal({ err: error }, "Carrel could not stop in order");
    process.exit(1);
  }
}
