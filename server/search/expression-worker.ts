import { parentPort } from "node:worker_threads";
import { lowerPriorityOfThread } from "../indexing/lower-priority.ts";
import { type ExpressionHits, expressionHits } from "./expression-hits.ts";

/** Texts to look at: as they are, or as places (start, end in bytes, 1 for UTF-16 or 0 for Latin-1) in shared memory. */
export type ExpressionTexts = string[] | { bytes: SharedArrayBuffer; places: Int32Array };

export interface ExpressionTask {
  source: string;
  flags: string;
  texts: ExpressionTexts;
  /** One number: how many of the texts are done with. It can be read when this thread was ended. */
  progress: Int32Array;
}

/** Each text with hits (its place in the list) as soon as it is done with, then the end of the task. */
export type ExpressionNews =
  | ({ index: number } & ExpressionHits)
  | { isDone: true }
  /** The engine gave up on the expression, such as for its size. */
  | { problem: string };

// Somebody waits for the answer, but a runaway must not take the processor from the pages of everybody else.
lowerPriorityOfThread();

parentPort?.on("message", ({ source, flags, texts, progress }: ExpressionTask) => {
  const tell = (news: ExpressionNews) => parentPort?.postMessage(news);
  try {
    const expression = new RegExp(source, flags);
    let index = 0;
    for (const content of contentsOf(texts)) {
      const hits = expressionHits(content, expression);
      if (hits.hitCount > 0) tell({ index, ...hits });
      index += 1;
      Atomics.store(progress, 0, index);
    }
    tell({ isDone: true });
  } catch (error) {
    tell({ problem: error instanceof Error ? error.message : "unknown" });
  }
});

function* contentsOf(texts: ExpressionTexts): Generator<string> {
  if (Array.isArray(texts)) {
    yield* texts;
    return;
  }
  const { bytes, places } = texts;
  const buffer = Buffer.from(bytes);
  for (let at = 0; at < places.length; at += 3)
    yield buffer.toString(places[at + 2] === 1 ? "utf16le" : "latin1", places[at], places[at + 1]);
}
