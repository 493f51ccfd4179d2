import { move, workerData } from "piscina";
import { lowerPriorityOfThread } from "../indexing/lower-priority.ts";
import type { MiniLmEmbedder } from "./minilm/embed.ts";
import type { ModelLocation } from "./minilm/load-model.ts";

export interface EmbedTask {
  location: ModelLocation;
  texts: string[];
  maxTokens: number;
}

if (workerData?.isBackground === true) lowerPriorityOfThread();

let embedder: Promise<MiniLmEmbedder> | undefined;

/** Runs in a worker thread: the vectors of some texts in one buffer, handed over rather than copied. */
export default async function embed({ location, texts, maxTokens }: EmbedTask): Promise<Float32Array> {
  // Loaded with the first task, so that a native library that cannot be loaded fails that task with its reason.
  embedder ??= import("./minilm/embed.ts").then(({ createMiniLmEmbedder }) => createMiniLmEmbedder(location));
  const { embed: run, dimensions } = await embedder.catch((error: unknown) => {
    embedder = undefined;
    throw error;
  });
  const vectors = await run(texts, maxTokens);
  const all = new Float32Array(texts.length * dimensions);
  vectors.forEach((vector, index) => {
    all.set(vector, index * dimensions);
  });
  return move(all) as Float32Array;
}
