import path from "node:path";
import { Worker } from "node:worker_threads";
import { ExpressionError } from "./expression-error";
import type { ExpressionHits } from "./expression-hits";
import type { ExpressionNews, ExpressionTask } from "./expression-worker";

/** A text of a task, by its place in the list, with its hits. */
export type TextHits = { index: number } & ExpressionHits;

/** One worker thread that looks at texts for an expression, one task at a time. */
export class ExpressionThread {
  isDead = false;
  private readonly worker: Worker;
  private current:
    | { onHits: (hits: TextHits) => void; resolve: () => void; reject: (error: unknown) => void }
    | undefined;

  constructor() {
    this.worker = new Worker(
      // From the working directory: a bundler would rewrite a path relative to this file.
      path.join(process.cwd(), "server/search/expression-worker.ts"),
      // Neither Next's flags nor this process' secrets are the thread's business.
      { execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: 256 } },
    );
    this.worker.on("message", (news: ExpressionNews) => this.hear(news));
    this.worker.on("error", (error: unknown) => this.fail(error));
    this.worker.on("exit", () => this.fail(new Error("The thread that evaluates expressions has ended.")));
    // A thread without work keeps no process alive.
    this.worker.unref();
  }

  /** Tells of each text with hits as soon as it is done with. Resolves when all are looked at. Rejects with `ExpressionError`, or with what the thread died of. */
  run(task: ExpressionTask, onHits: (hits: TextHits) => void): Promise<void> {
    this.worker.ref();
    return new Promise<void>((resolve, reject) => {
      this.current = { onHits, resolve, reject };
      this.worker.postMessage(task);
    }).finally(() => {
      this.current = undefined;
      this.worker.unref();
    });
  }

  /** Ends the thread at once, in the middle of an expression too. */
  async end(): Promise<void> {
    this.isDead = true;
    await this.worker.terminate();
  }

  private hear(news: ExpressionNews): void {
    if ("index" in news) this.current?.onHits(news);
    else if ("isDone" in news) this.current?.resolve();
    else this.current?.reject(new ExpressionError(`The expression cannot be evaluated: ${news.problem}.`));
  }

  private fail(error: unknown): void {
    this.isDead = true;
    this.current?.reject(error);
  }
}
