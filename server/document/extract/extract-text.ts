import path from "node:path";
import { Worker } from "node:worker_threads";
import type { ExtractionAnswer, ExtractionTask } from "./extract-worker";
import { type Extracted, ExtractionRefusal } from "./extracted";
import { watchMemory, watchWork } from "./watch-thread";

const MiB = 1024 * 1024;
const TIME_LIMIT_MS = 30_000;
/**
 * Of the processor's time from when the parser is loaded, as a file of this size may need: what is small and takes long has
 * been made so.
 */
const mostWorkMs = (bytes: number): number => 1_000 + 16_000 * (bytes / MiB);
/**
 * Of the thread's heap and of what it has outside of it, where a parser keeps the file and what it unpacks. With the thread's
 * own 30 MiB, and what comes between two looks, it stays below 150.
 */
const MOST_BYTES = 104 * MiB;
// Below it, so that what is garbage is collected before it counts.
const MOST_HEAP_MIB = 72;

/**
 * The text of a file, taken from it in a thread of its own, which ends with it: one file cannot outlive its limits of time
 * and memory, nor leave anything behind for the next. Throws `ExtractionRefusal`, or the signal's reason.
 */
export async function extractText(
  { mimeType, bytes }: ExtractionTask,
  signal: AbortSignal,
  { timeLimitMs = TIME_LIMIT_MS, mostBytes = MOST_BYTES } = {},
): Promise<Extracted> {
  signal.throwIfAborted();
  const worker = new Worker(
    // From the working directory: a bundler would rewrite a path relative to this file.
    path.join(process.cwd(), "server/document/extract/extract-worker.ts"),
    // Neither Next's flags nor this process' secrets are the thread's business.
    {
      ...{ execArgv: [], env: {}, stdout: true, stderr: true },
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MIB, maxYoungGenerationSizeMb: 16 },
    },
  );
  const endings: (() => void)[] = [];
  try {
    const answer = await new Promise<ExtractionAnswer>((resolve, reject) => {
      const refuse = (reason: string) => resolve({ status: "refused", reason });
      worker.on("message", (answer: ExtractionAnswer | "loaded") => {
        if (answer !== "loaded") return resolve(answer);
        const work = watchWork(worker, { mostMs: mostWorkMs(bytes.length), onMore: () => refuse(TOO_HARD) });
        endings.push(() => clearInterval(work));
      });
      worker.once("error", (error: Error & { code?: string }) =>
        error.code === "ERR_WORKER_OUT_OF_MEMORY" ? refuse(TOO_MUCH_MEMORY) : reject(error),
      );
      const timer = setTimeout(() => refuse(TOO_SLOW), timeLimitMs);
      const watch = watchMemory(worker, { mostBytes, onMore: () => refuse(TOO_MUCH_MEMORY) });
      const onAbort = () => reject(signal.reason);
      signal.addEventListener("abort", onAbort, { once: true });
      endings.push(
        () => clearTimeout(timer),
        () => clearInterval(watch),
        () => signal.removeEventListener("abort", onAbort),
      );
      const copy = new Uint8Array(bytes);
      worker.postMessage({ mimeType, bytes: copy } satisfies ExtractionTask, [copy.buffer]);
    });
    if (answer.status === "refused") throw new ExtractionRefusal(answer.reason);
    return answer.extracted;
  } finally {
    for (const end of endings) end();
    await worker.terminate();
  }
}

const TOO_SLOW =
  "Reading it took longer than half a minute, and was ended. Split it, or save it in another way.";
const TOO_HARD =
  "Reading it takes longer than a file of its size should, and was ended. Split it, or save it again with an ordinary program.";
const TOO_MUCH_MEMORY =
  "Reading it needs more memory than any document should, and was ended. Split it, or leave out its pictures.";
