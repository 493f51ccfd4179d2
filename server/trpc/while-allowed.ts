/** How often a stream looks whether its reader may still read: with the way to the browser, well below five seconds. */
const LOOK_EVERY_MS = 1_500;

/**
 * Hands on what a stream says, for as long as `mayGoOn` says so, asked at once and at regular intervals whether or not the stream
 * says anything: false ends it quietly, and what it throws ends it with that. A source that hangs is left behind.
 */
export async function* whileAllowed<T>(
  source: AsyncIterable<T>,
  mayGoOn: () => Promise<boolean>,
  { signal, everyMs = LOOK_EVERY_MS }: { signal?: AbortSignal | undefined; everyMs?: number } = {},
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const ended = new AbortController();
  const end = looking({ mayGoOn, everyMs, stop: ended.signal });
  // Nobody may be waiting for it at the moment it fails.
  end.catch(() => {});
  const onAbort = () => ended.abort();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    while (!signal?.aborted) {
      const next = await Promise.race([iterator.next(), end]);
      if (next === "ended" || next.done) return;
      yield next.value;
    }
  } finally {
    ended.abort();
    signal?.removeEventListener("abort", onAbort);
    // Not awaited: a generator that hangs would never let go.
    void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

async function looking(options: {
  mayGoOn: () => Promise<boolean>;
  everyMs: number;
  stop: AbortSignal;
}): Promise<"ended"> {
  while (!options.stop.aborted) {
    if (!(await options.mayGoOn())) break;
    await pause(options.everyMs, options.stop);
  }
  return "ended";
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const onStop = () => {
      clearTimeout(timer);
      resolve();
    };
    stop.addEventListener("abort", onStop, { once: true });
  });
}

/** Whether an answer is a stream. */
export const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;
