import { Piscina } from "piscina";
import type { EmbedTask } from "./embed-worker.ts";

export interface EmbedThreadsOptions {
  workerFile: string;
  threads: number;
  /** After this long without work a thread ends and gives its memory back. */
  idleTimeoutMs: number;
  /** Background threads let others go first, and an abort ends them; the others finish and are not waited for. */
  isBackground: boolean;
}

export interface EmbedThreads {
  /** All vectors in one buffer. Rejects with the signal's reason, or with what the thread failed of. */
  run(task: EmbedTask, signal?: AbortSignal): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Threads that start with the first task. One that dies fails the calls it had; the next call has a new one. */
export function openEmbedThreads(options: EmbedThreadsOptions): EmbedThreads {
  let pool: Piscina | undefined;
  let deathCause: unknown;

  function start(): Piscina {
    const started = new Piscina({
      filename: options.workerFile,
      minThreads: 0,
      maxThreads: options.threads,
      idleTimeout: options.idleTimeoutMs,
      // Neither Next's flags and NODE_OPTIONS nor this process' secrets are the thread's business.
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      workerData: { isBackground: options.isBackground },
    });
    // Emitted for a thread that dies without a task, above all one that cannot start. Unheard, it would end the
    // process; and Piscina leaves the waiting tasks waiting for ever, unless it is destroyed.
    started.on("error", (error: unknown) => {
      deathCause = error;
      if (pool === started) pool = undefined;
      void started.destroy();
    });
    return started;
  }

  return {
    async run(task, signal) {
      signal?.throwIfAborted();
      pool ??= start();
      const used = pool;
      // Piscina would end the thread on a signal, and a thread that ends inside the model takes the whole process with
      // it. So the caller is answered at once, and the batch, at most a second of work, is finished for nobody.
      const answer: Promise<Float32Array> = used.run(task, {});
      try {
        return await (signal ? untilAborted(answer, signal) : answer);
      } catch (error) {
        signal?.throwIfAborted();
        throw used === pool ? error : (deathCause ?? error);
      }
    },
    async close() {
      const open = pool;
      pool = undefined;
      // Not `destroy`: a thread that is ended inside the model takes the whole process with it.
      await open?.close({ force: true });
    },
  };
}

function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
