import type { Worker } from "node:worker_threads";

const LOOK_EVERY_MS = 10;
const COUNT_EVERY_MS = 50;

/** What a parser unpacks into buffers stands outside of the heap, where the thread's own limits do not reach. */
export function watchMemory(
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

/** Counts the processor's time from now on and not the clock's: a busy machine makes no file hostile. */
export function watchWork(
  worker: Worker,
  { mostMs, onMore }: { mostMs: number; onMore: () => void },
): NodeJS.Timeout {
  let beganMs: number | undefined;
  return setInterval(() => {
    worker.cpuUsage().then(
      ({ user, system }) => {
        const spentMs = (user + system) / 1_000;
        beganMs ??= spentMs;
        if (spentMs - beganMs > mostMs) onMore();
      },
      () => {},
    );
  }, COUNT_EVERY_MS);
}
