import { parentPort } from "node:worker_threads";
import { lowerPriorityOfThread } from "../indexing/lower-priority.ts";
import { type ExpressionHits, expressionHits } from "./expression-hits.ts";

/** Some files to look at. */
export interface ExpressionTask {
  source: string;
  flags: string;
  files: { id: string; content: string }[];
}

/** Each file as soon as it is done with, then the end of the task. */
export type ExpressionNews =
  | ({ id: string } & ExpressionHits)
  | { isDone: true }
  /** The engine gave up on the expression, such as for its size. */
  | { problem: string };

// Somebody waits for the answer, but a runaway must not take the processor from the pages of everybody else.
lowerPriorityOfThread();

parentPort?.on("message", ({ source, flags, files }: ExpressionTask) => {
  const tell = (news: ExpressionNews) => parentPort?.postMessage(news);
  try {
    const expression = new RegExp(source, flags);
    for (const { id, content } of files) {
      tell({ id, ...expressionHits(content, expression) });
    }
    tell({ isDone: true });
  } catch (error) {
    tell({ problem: error instanceof Error ? error.message : "unknown" });
  }
});
