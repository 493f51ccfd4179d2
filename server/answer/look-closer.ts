import { splitIdentifier } from "../search/words.ts";
import type { Passage } from "./answer";
import { signatureOf } from "./signature-of";

interface Reader {
  embed(texts: string[], kind: "query", signal?: AbortSignal): Promise<Float32Array[]>;
}

/**
 * The same passages with how near the declaration of each, without its body, comes to the question in meaning: a body
 * hides in its details what a name says. About 4 ms a passage; to be called outside of every transaction.
 */
export async function lookCloser(
  passages: Passage[],
  vector: Float32Array | null,
  reader: Reader,
  signal?: AbortSignal,
): Promise<Passage[]> {
  const isKnown = passages.some(({ signals }) => signals?.isCode && signals.similarity !== null);
  if (vector === null || !isKnown) return passages;
  const vectors = await reader.embed(passages.map(plainSignature), "query", signal);
  return passages.map((passage, index) => {
    const own = vectors[index];
    if (!passage.signals || !own) return passage;
    return { ...passage, signals: { ...passage.signals, signatureSimilarity: dot(vector, own) } };
  });
}

/** `fromMillis(count, opts)` as words: names in code are not those a model has read. */
function plainSignature({ content, symbol }: Passage): string {
  const text = (signatureOf(content) || symbol) ?? "";
  return text.replace(/[\p{L}_$][\p{L}\p{N}_$]*/gu, (name) => {
    const parts = splitIdentifier(name).map((part) => part.text.toLowerCase());
    return parts.length > 0 ? parts.join(" ") : name;
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
