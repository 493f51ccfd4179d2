import path from "node:path";
import { openEmbedThreads } from "./embed-threads.ts";
import type { EmbedTask } from "./embed-worker.ts";
import { EmbeddingError } from "./embedding-error.ts";
import type { Precision } from "./minilm/bert-layers.ts";
import type { ModelLocation } from "./minilm/load-model.ts";
import { modelIdentity } from "./minilm/model-files.ts";
import { nameModel, readServerModel } from "./model-name.ts";
import { embedWithOpenAi, type OpenAiConfig } from "./openai-embeddings.ts";

export type EmbeddingKind = "code" | "prose" | "query";

export interface Embedder {
  /** Stands beside every vector: name and version of the model, and the version of the text it was given. */
  readonly model: string;
  /** Unit vectors of at most 1,536 dimensions, in the order of `texts`. Throws `EmbeddingError`. */
  embed(texts: string[], kind: EmbeddingKind, signal?: AbortSignal): Promise<Float32Array[]>;
  /** So many texts keep it busy; more at once gain nothing. */
  readonly textsAtOnce?: number;
  /** Asks a server, which may have the model no more. */
  readonly isRemote?: boolean;
  /** The embedder of another model's name at the same server; undefined where there is none. */
  sibling?(model: string): Embedder | undefined;
  close(): Promise<void>;
}

export type EmbedderConfig =
  | {
      kind: "minilm";
      cacheDir: string;
      modelDir?: string | undefined;
      precision?: Precision;
      threads?: number;
      /** What the threads run; for tests. */
      workerFile?: string;
    }
  | { kind: "openai"; server: OpenAiConfig };

/** The embedder that a configuration names. Nothing is loaded or connected before the first text. */
export function createEmbedder(config: EmbedderConfig): Embedder {
  return config.kind === "minilm" ? miniLm(config) : openAi(config.server);
}

/** Tokens of a text that the model reads: a function's beginning says what it does, prose needs more. */
const maxTokens: Record<EmbeddingKind, number> = { code: 128, prose: 256, query: 256 };

// Small enough that a waiting thread is not kept long, large enough to sort by length.
const TEXTS_PER_TASK = 64;

function miniLm(config: Extract<EmbedderConfig, { kind: "minilm" }>): Embedder {
  const location: ModelLocation = {
    modelDir: config.modelDir,
    cacheDir: config.cacheDir,
    precision: config.precision ?? "int8",
  };
  // From the working directory: a bundler would rewrite a path relative to this file.
  const workerFile = config.workerFile ?? path.join(process.cwd(), "server/ai/embed-worker.ts");
  // A question never waits behind a batch of chunks.
  const query = openEmbedThreads({ workerFile, threads: 1, idleTimeoutMs: 15 * 60_000, isBackground: false });
  const index = openEmbedThreads({
    workerFile,
    threads: config.threads ?? 1,
    idleTimeoutMs: 60_000,
    isBackground: true,
  });

  async function run(texts: string[], kind: EmbeddingKind, signal?: AbortSignal): Promise<Float32Array[]> {
    const task: EmbedTask = { location, texts, maxTokens: maxTokens[kind] };
    try {
      const all = await (kind === "query" ? query : index).run(task, signal);
      const dimensions = all.length / texts.length;
      return texts.map((_, index) => all.subarray(index * dimensions, (index + 1) * dimensions));
    } catch (cause) {
      signal?.throwIfAborted();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new EmbeddingError("model_failed", `The built-in embedding model could not be run: ${reason}`, {
        cause,
      });
    }
  }

  return {
    model: nameModel(modelIdentity(config.modelDir, location.precision)),
    textsAtOnce: TEXTS_PER_TASK * (config.threads ?? 1),
    async embed(texts, kind, signal) {
      const parts = [];
      for (let start = 0; start < texts.length; start += TEXTS_PER_TASK) {
        parts.push(texts.slice(start, start + TEXTS_PER_TASK));
      }
      // As many at a time as there are threads: what has not begun when a signal fires never does.
      const atOnce = kind === "query" ? 1 : (config.threads ?? 1);
      const vectors: Float32Array[] = [];
      for (let start = 0; start < parts.length; start += atOnce) {
        const wave = parts.slice(start, start + atOnce).map((part) => run(part, kind, signal));
        vectors.push(...(await Promise.all(wave)).flat());
      }
      return vectors;
    },
    close: async () => {
      await Promise.all([query.close(), index.close()]);
    },
  };
}

function openAi(server: OpenAiConfig): Embedder {
  return {
    model: nameModel(`${server.model}${server.dimensions === undefined ? "" : `@${server.dimensions}`}`),
    embed: (texts, _kind, signal) => embedWithOpenAi(server, texts, signal),
    isRemote: true,
    sibling: (model) => {
      const other = readServerModel(model);
      return other && openAi({ ...server, ...other });
    },
    close: async () => {},
  };
}
