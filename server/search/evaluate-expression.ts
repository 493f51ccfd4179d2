import os from "node:os";
import type { ExpressionHits } from "./expression-hits";
import { ExpressionThread } from "./expression-thread";
import type { ExpressionTexts } from "./expression-worker";
import { FairTurns } from "./fair-turns";

const TIME_LIMIT_MS = 2_000;
const IDLE_MS = 60_000;

/** Some files: their ids, and as many texts. */
export interface Batch {
  ids: string[];
  texts: ExpressionTexts;
}

export type FileHits = { id: string } & ExpressionHits;

export interface Evaluation {
  /** Files with hits, in the order in which they were given. */
  found: FileHits[];
  filesDone: number;
  /** `enough`: there are more than were asked for. `late`: ended, with what was found until then. */
  end: "all" | "enough" | "late";
}

interface Job {
  organizationId: string;
  source: string;
  flags: string;
  /** Files in their order, some at a time; read while the ones before are looked at. */
  batches: AsyncIterable<Batch>;
  /** As soon as more files than this have hits, the rest is left. */
  enough: number;
  /** Of reading and evaluating together. */
  timeLimitMs?: number;
}

const holder = globalThis as typeof globalThis & {
  carrelExpressions?: { turns: FairTurns; idle: Map<ExpressionThread, NodeJS.Timeout> };
};
holder.carrelExpressions ??= {
  // Two at least: one that runs away must not keep the next organization waiting.
  turns: new FairTurns({
    atOnce: Math.max(2, Math.min(4, os.availableParallelism() - 1)),
    mostWaiting: 8,
  }),
  idle: new Map(),
};
const { turns, idle } = holder.carrelExpressions;

/**
 * Evaluates an expression over files in a worker thread, which is ended after two seconds. Organizations take turns.
 * Throws `ExpressionError`, `NoTurn`, or the signal's reason.
 */
export function evaluateExpression(job: Job, signal?: AbortSignal): Promise<Evaluation> {
  return turns.take(job.organizationId, () => evaluate(job, signal), signal);
}

export async function closeExpressionThreads(): Promise<void> {
  const threads = [...idle];
  idle.clear();
  for (const [, timer] of threads) clearTimeout(timer);
  await Promise.all(threads.map(([thread]) => thread.end()));
}

async function evaluate(job: Job, signal: AbortSignal | undefined): Promise<Evaluation> {
  const result: Evaluation = { found: [], filesDone: 0, end: "all" };
  const late = AbortSignal.timeout(job.timeLimitMs ?? TIME_LIMIT_MS);
  const stop = signal ? AbortSignal.any([late, signal]) : late;
  const thread = takeThread();
  const batches = job.batches[Symbol.asyncIterator]();
  let next = batches.next();
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const add = () => {
    result.filesDone += Atomics.exchange(progress, 0, 0);
  };
  try {
    for (;;) {
      const batch = await untilStopped(next, stop);
      if (batch.done) break;
      next = batches.next();
      const { ids, texts } = batch.value;
      const task = { source: job.source, flags: job.flags, texts, progress };
      const look = thread.run(task, ({ index, ...hits }) => {
        const id = ids[index];
        if (id !== undefined) result.found.push({ id, ...hits });
      });
      await untilStopped(look, stop);
      add();
      if (result.found.length <= job.enough) continue;
      result.end = "enough";
      break;
    }
    giveBack(thread);
    return result;
  } catch (error) {
    // Whatever it is in the middle of, nobody waits for it any more.
    void thread.end();
    signal?.throwIfAborted();
    if (!late.aborted) throw error;
    add();
    return { ...result, end: "late" };
  } finally {
    // What was read ahead for nobody: its failure is nobody's either.
    next.catch(() => {});
  }
}

function untilStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(stop.reason);
    if (stop.aborted) give();
    stop.addEventListener("abort", give, { once: true });
    work.then(resolve, reject).finally(() => stop.removeEventListener("abort", give));
  });
}

function takeThread(): ExpressionThread {
  for (const [thread, timer] of idle) {
    clearTimeout(timer);
    idle.delete(thread);
    if (!thread.isDead) return thread;
  }
  return new ExpressionThread();
}

function giveBack(thread: ExpressionThread): void {
  const timer = setTimeout(() => {
    idle.delete(thread);
    void thread.end();
  }, IDLE_MS);
  timer.unref();
  idle.set(thread, timer);
}
