import type { Passage } from "./answer";
import { viewsOf } from "./views-of";

interface Reader {
  embed(texts: string[], kind: "query", signal?: AbortSignal): Promise<Float32Array[]>;
}

/**
 * The same passages with how near their declaration, their name and their gist each come to the question in meaning: a body
 * hides in its details what a name says. To be called outside of every transaction.
 */
export async function lookCloser(
  passages: Passage[],
  vector: Float32Array | null,
  reader: Reader,
  signal?: AbortSignal,
): Promise<Passage[]> {
  const isKnown = passages.some(({ signals }) => signals?.isCode && signals.similarity !== null);
  if (vector === null || !isKnown) return passages;
  const views = passages.map(viewsOf);
  const texts = [...new Set(views.flatMap((view) => Object.values(view)))];
  const vectors = await reader.embed(texts, "query", signal);
  const nearness = new Map(texts.map((text, index) => [text, dot(vector, vectors[index])]));
  return passages.map((passage, index) => {
    const view = views[index];
    if (!passage.signals || !view) return passage;
    const near = {
      signatureSimilarity: nearness.get(view.signature) ?? null,
      nameSimilarity: nearness.get(view.name) ?? null,
      gistSimilarity: nearness.get(view.gist) ?? null,
    };
    return { ...passage, signals: { ...passage.signals, ...near } };
  });
}

function dot(a: Float32Array, b: Float32Array | undefined): number {
  return a.reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0);
}
