import os from "node:os";
import path from "node:path";
import { env } from "@/server/env";
import { createEmbedder, type Embedder, type EmbedderConfig } from "./embedder";
import { observeEmbedder } from "./observe-embedder";

const holder = globalThis as typeof globalThis & { carrelEmbedder?: Embedder | undefined };

/** The one embedder of this process, as configured. Its `model` stands beside every vector it makes. */
export function getEmbedder(): Embedder {
  holder.carrelEmbedder ??= observeEmbedder(createEmbedder(configuration()));
  return holder.carrelEmbedder;
}

export async function closeEmbedder(): Promise<void> {
  const open = holder.carrelEmbedder;
  holder.carrelEmbedder = undefined;
  await open?.close();
}

function configuration(): EmbedderConfig {
  if (env.EMBEDDING_BASE_URL !== undefined) {
    if (env.EMBEDDING_MODEL === undefined)
      throw new Error("EMBEDDING_BASE_URL is set, so EMBEDDING_MODEL must name its model.");
    return {
      kind: "openai",
      server: {
        baseUrl: env.EMBEDDING_BASE_URL,
        apiKey: env.EMBEDDING_API_KEY,
        model: env.EMBEDDING_MODEL,
        dimensions: env.EMBEDDING_DIMENSIONS,
      },
    };
  }
  return {
    kind: "minilm",
    cacheDir: env.MODEL_CACHE_DIR ?? path.join(env.DATA_DIR, "models"),
    modelDir: env.EMBEDDING_MODEL_DIR,
    threads: env.INDEX_THREADS ?? Math.max(1, os.availableParallelism() - 1),
  };
}
