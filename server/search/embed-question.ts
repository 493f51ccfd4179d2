import { EmbeddingError } from "@/server/ai/embedding-error";
import { embedderFor } from "@/server/ai/get-embedder";

/** The vector of a question, and which model made it. */
export interface EmbeddedQuestion {
  model: string;
  vector: Float32Array | null;
  note: string | undefined;
}

/**
 * The vector of a question for the vectors of `model`, which is not the configured one while a change of model is under
 * way. When it cannot be asked, words alone must do, and a note says why.
 */
export async function embedQuestion(text: string, model: string): Promise<EmbeddedQuestion> {
  const embedder = embedderFor(model);
  if (!embedder) {
    const note =
      "Found by words alone: the model that made the vectors here is part of this version no more. They are being made anew, unless somebody has cancelled that; Settings, Embeddings shows how far it is.";
    return { model, vector: null, note };
  }
  try {
    const [vector] = await embedder.embed([text], "query", AbortSignal.timeout(20_000));
    return { model, vector: vector ?? null, note: undefined };
  } catch (error) {
    const reason =
      error instanceof EmbeddingError ? error.message : "The embedding model did not answer in time.";
    return { model, vector: null, note: `Found by words alone. ${reason}` };
  }
}
