import { rmSync } from "node:fs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { DIMENSIONS } from "./bert-layers.ts";
import { loadModel, type ModelLocation } from "./load-model.ts";
import { modelIdentity, readModelFile } from "./model-files.ts";
import { createTokenizer } from "./tokenize.ts";

export interface MiniLmEmbedder {
  model: string;
  dimensions: number;
  /** One unit vector of 384 floats per text, in order, each with a buffer of its own. Longer texts are cut. */
  embed(texts: string[], maxTokens: number): Promise<Float32Array<ArrayBuffer>[]>;
}

/** Tokens, padding included, in one run of the model: more makes the activations fall out of the cache. */
const TOKENS_PER_RUN = 512;
/** The model has no more positions than this. */
const MAX_TOKENS = 512;

/** Opens one single-threaded session. A run blocks the thread it is called on, so call it in a worker thread. */
export async function createMiniLmEmbedder(location: ModelLocation): Promise<MiniLmEmbedder> {
  const tokenizerJson = await readModelFile("tokenizer", location.modelDir);
  const tokenize = createTokenizer(new TextDecoder().decode(tokenizerJson));
  const session = await openSession(location);

  return {
    model: modelIdentity(location.modelDir, location.precision),
    dimensions: DIMENSIONS,
    async embed(texts, maxTokens) {
      const limit = Math.min(maxTokens, MAX_TOKENS);
      const ids = texts.map((text) => tokenize(text, limit));
      const vectors = new Array<Float32Array<ArrayBuffer>>(texts.length);
      for (const batch of batchByLength(ids)) {
        const { embedding } = await session.run(padded(batch.map((index) => ids[index] ?? [])));
        const rows = embedding?.data;
        if (!(rows instanceof Float32Array)) throw new Error("The embedding model answered with no floats.");
        batch.forEach((index, row) => {
          vectors[index] = Float32Array.from(rows.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS));
        });
      }
      return vectors;
    },
  };
}

/** A cached model that cannot be opened (a disk error, another program's file) is made anew, once. */
async function openSession(location: ModelLocation): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
  };
  const file = await loadModel(location);
  try {
    return await InferenceSession.create(file, options);
  } catch {
    rmSync(file, { force: true });
    return await InferenceSession.create(await loadModel(location), options);
  }
}

/** Indices of the texts, texts of like length together, so that little of a run is padding. */
export function batchByLength(ids: number[][]): number[][] {
  const order = ids.map((_, index) => index).sort((a, b) => (ids[a]?.length ?? 0) - (ids[b]?.length ?? 0));
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    const length = ids[index]?.length ?? 0;
    if (batch.length > 0 && (batch.length + 1) * length > TOKENS_PER_RUN) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

function padded(rows: number[][]): Record<string, Tensor> {
  const length = Math.max(...rows.map((row) => row.length));
  const ids = new Int32Array(rows.length * length);
  const mask = new Int32Array(rows.length * length);
  rows.forEach((row, i) => {
    ids.set(row, i * length);
    mask.fill(1, i * length, i * length + row.length);
  });
  const shape = [rows.length, length];
  return { input_ids: new Tensor("int32", ids, shape), attention_mask: new Tensor("int32", mask, shape) };
}
