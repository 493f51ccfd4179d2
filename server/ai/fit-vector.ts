import { EmbeddingError } from "./embedding-error.ts";

/** Columns of every stored vector. */
export const STORED_DIMENSIONS = 1536;

// Trained so that the first dimensions of a vector are themselves a good vector.
const matryoshkaModels = [
  /text-embedding-3-/,
  /nomic-embed-text/,
  /mxbai-embed/,
  /qwen3-embedding/,
  /gemini-embedding/,
  /embeddinggemma/,
  /jina-embeddings-v[345]/,
  /voyage-(3|code-3|4)/,
  /snowflake-arctic-embed-[ml]-v2/,
];

export const isMatryoshka = (model: string): boolean =>
  matryoshkaModels.some((pattern) => pattern.test(model.toLowerCase()));

/**
 * The unit vector of at most 1,536 dimensions that stands for `vector`: a longer one is cut if its model allows it (it is
 * known to, or `mayCut`), else refused. Throws `EmbeddingError` (`wrong_dimension`, or `bad_answer` for zeros and numbers
 * that are none).
 */
export function fitVector(
  vector: Float32Array,
  model: string,
  mayCut = isMatryoshka(model),
): Float32Array<ArrayBuffer> {
  if (vector.length > STORED_DIMENSIONS && !mayCut) {
    throw new EmbeddingError(
      "wrong_dimension",
      `The model ${model} gives ${vector.length} dimensions; Carrel stores ${STORED_DIMENSIONS}, and vectors cannot be cut unless the model is a Matryoshka model. ` +
        `Set EMBEDDING_DIMENSIONS to ${STORED_DIMENSIONS} or less if the server supports it, EMBEDDING_MATRYOSHKA=true if it is one, or choose another EMBEDDING_MODEL.`,
    );
  }
  const fitted = Float32Array.from(vector.subarray(0, STORED_DIMENSIONS));
  let square = 0;
  for (const value of fitted) square += value * value;
  if (!Number.isFinite(square) || square === 0) {
    throw new EmbeddingError(
      "bad_answer",
      `The model ${model} answered with a vector of zeros or of no numbers. Check the embedding server.`,
    );
  }
  const length = Math.sqrt(square);
  return fitted.map((value) => value / length);
}
