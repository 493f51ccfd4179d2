import { sweepAllBlobs } from "@/server/document/sweep-all-blobs";
import { log } from "@/server/log";

const FIRST_AFTER_MS = 10 * 60 * 1000;
const EVERY_MS = 24 * 60 * 60 * 1000;

/** Looks some minutes after the start, and then every day, for bytes that dead processes left behind. Returns the end of it. */
export function sweepEveryDay(stopping: AbortSignal): () => void {
  const sweep = () =>
    sweepAllBlobs(stopping).catch((error: unknown) =>
      log.warn({ err: error }, "Bytes that nobody needs could not be looked for"),
    );
  const first = setTimeout(sweep, FIRST_AFTER_MS).unref();
  const next = setInterval(sweep, EVERY_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(next);
  };
}
