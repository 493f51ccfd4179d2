import type { QueueName } from "@/db/queues";

// On globalThis, because Next evaluates modules once for instrumentation and once for route handlers.
const holder = globalThis as typeof globalThis & { carrelWakeWorker?: Map<QueueName, () => void> };
holder.carrelWakeWorker ??= new Map();
const wakers = holder.carrelWakeWorker;

/** Lets the worker of this process look into a queue now instead of at its next poll; does nothing where none works. */
export function wakeWorker(queue: QueueName): void {
  wakers.get(queue)?.();
}

/** Says how a queue's worker is woken; undefined when it stops. */
export function setWaker(queue: QueueName, wake: (() => void) | undefined): void {
  if (wake) wakers.set(queue, wake);
  else wakers.delete(queue);
}
