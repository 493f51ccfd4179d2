import { hash } from "node:crypto";
import { indexedWords, toTsVector } from "../search/words.ts";
import type { Chunk } from "./chunk.ts";
import { embeddingText } from "./embedding-text.ts";

/** A chunk with all that is stored beside it but its vector. `embeddingText` is what the vector is made of. */
export interface PreparedChunk extends Chunk {
  contentHash: string;
  tsv: string;
  wordCount: number;
  embeddingText: string;
}

export function prepareChunk(chunk: Chunk, path: string, language: string | null): PreparedChunk {
  const text = embeddingText(chunk, path, language);
  const tokens = indexedWords(chunk, path);
  return {
    ...chunk,
    contentHash: hash("sha256", text),
    tsv: toTsVector(tokens),
    wordCount: tokens.length,
    embeddingText: text,
  };
}
