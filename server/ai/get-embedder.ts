import os from "node:os";
import path from "node:path";
import { env } from "@/server/env";
import { createEmbedder, type Embedder, type EmbedderConfig } from "./embedder";
import { questionModelOf } from "./model-name";
import { observeEmbedder } from "./observe-embedder";

const holder = globalThis as typeof globalThis & {
  carrelEmbedder?: Embedder | undefined;
  /** Embedders of models that are no longer configured, by what embeds their questions. */
  carrelOldEmbedders?: Map<string, Embedder | undefined> | undefined;
};

/** The one embedder of this process, as configured. Its `model` stands beside every vector it makes. */
export function getEmbedder(): Embedder {
  holder.carrelEmbedder ??= observeEmbedder(createEmbedder(configuration()));
  return holder.carrelEmbedder;
}

/**
 * The embedder that questions to a model's vectors go through: the configured one, the one before it, the built-in model,
 * or another model of the configured server. Undefined when none of them is that model, as after a new version of the
 * built-in one. Whether a server still has the model shows when it is asked.
 */
export function embedderFor(model: string): Embedder | undefined {
  const wanted = questionModelOf(model);
  const configured = getEmbedder();
  if (questionModelOf(configured.model) === wanted) return configured;
  holder.carrelOldEmbedders ??= new Map();
  const known = holder.carrelOldEmbedders;
  if (!known.has(wanted)) known.set(wanted, findOldEmbedder(wanted) ?? configured.sibling?.(model));
  return known.get(wanted);
}

export async function closeEmbedder(): Promise<void> {
  const open = [holder.carrelEmbedder, ...(holder.carrelOldEmbedders?.values() ?? [])];
  holder.carrelEmbedder = undefined;
  holder.carrelOldEmbedders = undefined;
  await Promise.all(open.map((embedder) => embedder?.close()));
}

function findOldEmbedder(wanted: string): Embedder | undefined {
  const candidates = [previousServer, () => builtIn(env.EMBEDDING_MODEL_DIR), () => builtIn(undefined)];
  for (const candidate of candidates) {
    try {
      // Made for its name: nothing is loaded or connected before the first text.
      const config = candidate();
      const embedder = config && createEmbedder(config);
      if (embedder && questionModelOf(embedder.model) === wanted) return embedder;
    } catch {
      // A folder of model files that cannot be read is not where the old model is.
    }
  }
  return undefined;
}

function configuration(): EmbedderConfig {
  if (env.EMBEDDING_BASE_URL === undefined) return builtIn(env.EMBEDDING_MODEL_DIR);
  if (env.EMBEDDING_MODEL === undefined)
    throw new Error("EMBEDDING_BASE_URL is set, so EMBEDDING_MODEL must name its model.");
  return {
    kind: "openai",
    server: {
      baseUrl: env.EMBEDDING_BASE_URL,
      apiKey: env.EMBEDDING_API_KEY,
      model: env.EMBEDDING_MODEL,
      dimensions: env.EMBEDDING_DIMENSIONS,
      isMatryoshka: env.EMBEDDING_MATRYOSHKA,
    },
  };
}

function previousServer(): EmbedderConfig | undefined {
  if (env.EMBEDDING_PREVIOUS_BASE_URL === undefined || env.EMBEDDING_PREVIOUS_MODEL === undefined)
    return undefined;
  return {
    kind: "openai",
    server: {
      baseUrl: env.EMBEDDING_PREVIOUS_BASE_URL,
      apiKey: env.EMBEDDING_PREVIOUS_API_KEY,
      model: env.EMBEDDING_PREVIOUS_MODEL,
      dimensions: env.EMBEDDING_PREVIOUS_DIMENSIONS,
      // Its vectors are here already: if they had to be cut, somebody vouched for it then.
      isMatryoshka: true,
    },
  };
}

function builtIn(modelDir: string | undefined): EmbedderConfig {
  return {
    kind: "minilm",
    cacheDir: env.MODEL_CACHE_DIR ?? path.join(env.DATA_DIR, "models"),
    modelDir,
    threads: env.INDEX_THREADS ?? Math.max(1, os.availableParallelism() - 1),
  };
}
