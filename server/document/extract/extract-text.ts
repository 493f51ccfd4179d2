import path from "node:path";
import { Worker } from "node:worker_threads";
import type { ExtractionAnswer, ExtractionTask } from "./extract-worker";
import { type Extracted, ExtractionRefusal } from "./extracted";

const MiB = 1024 * 1024;
const TIME_LIMIT_MS = 30_000;
const LOOK_EVERY_MS = 10;
/** Of the thread's heap and of what it has outside of it, where a parser keeps what it unpacks. */
const MOST_BYTES = 96 * MiB;

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
      resourceLimits: { maxOldGenerationSizeMb: mostBytes / MiB, maxYoungGenerationSizeMb: 16 },
    },
  );
  const endings: (() => void)[] = [];
  try {
    const answer = await new Promise<ExtractionAnswer>((resolve, reject) => {
      const refuse = (reason: string) => resolve({ status: "refused", reason });
      worker.once("message", resolve);
      worker.once("error", (error: Error & { code?: string }) =>
        error.code === "ERR_WORKER_OUT_OF_MEMORY" ? refuse(TOO_MUCH_MEMORY) : reject(error),
      );
      const timer = setTimeout(() => refuse(TOO_SLOW), timeLimitMs);
      const watch = watchMemory(worker, {
        mostBytes: mostBytes + 2 * bytes.length,
        onMore: () => refuse(TOO_MUCH_MEMORY),
      });
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

/** What a parser unpacks into buffers stands outside of the heap, where the thread's own limits do not reach. */
function watchMemory(
  worker: Worker,
  { mostBytes, onMore }: { mostBytes: number; onMore: () => void },
): NodeJS.Timeout {
  return setInterval(() => {
    worker.getHeapStatistics().then(
      ({ used_heap_size: heap, external_memory: outside }) => {
        if (heap + outside > mostBytes) onMore();
      },
      // It has ended meanwhile.
      () => {},
    );
  }, LOOK_EVERY_MS);
}

const TOO_SLOW =
  "Reading it took longer than half a minute, and was ended. Split it, or save it in another way.";
const TOO_MUCH_MEMORY =
  "Reading it needs more memory than any document should, and was ended. Split it, or leave out its pictures.";
