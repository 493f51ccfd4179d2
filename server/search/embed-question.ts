import { EmbeddingError } from "@/server/ai/embedding-error";
import { getEmbedder } from "@/server/ai/get-embedder";

/** The vector of a question. When the model cannot be asked, words alone must do, and a note says why. */
export async function embedQuestion(
  text: string,
): Promise<{ vector: Float32Array | null; note: string | undefined }> {
  try {
    const [vector] = await getEmbedder().embed([text], "query", AbortSignal.timeout(20_000));
    return { vector: vector ?? null, note: undefined };
  } catch (error) {
    const reason =
      error instanceof EmbeddingError ? error.message : "The embedding model did not answer in time.";
    return { vector: null, note: `Found by words alone. ${reason}` };
  }
}
