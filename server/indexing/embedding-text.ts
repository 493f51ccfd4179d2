import { splitIdentifier } from "../search/words.ts";
import { isProse } from "./language.ts";

/** Part of what makes an embedding current: raise it with every change to what `embeddingText` returns. */
export const EMBEDDING_TEXT_VERSION = 1;

/**
 * What a model reads of a chunk. Code: `scope name. path. code`, every identifier as its words and without punctuation,
 * because 128 tokens must hold the gist. Prose: the headings, then the text as it is.
 */
export function embeddingText(
  chunk: { content: string; symbol: string | null; scope: string | null },
  path: string,
  language: string | null,
): string {
  if (isProse(language)) return sentences([chunk.scope, chunk.symbol, chunk.content.trim()]);
  const name = [chunk.scope, chunk.symbol].filter((it) => it !== null).join(" ");
  return sentences([plainWords(name), plainWords(path), plainWords(chunk.content)]);
}

/** `getUserById(user.id)` → get user by id user id. */
function plainWords(code: string): string {
  const runs = code.match(/[\p{L}\p{M}\p{N}_$]+/gu) ?? [];
  return runs.flatMap((run) => splitIdentifier(run).map((part) => part.text.toLowerCase())).join(" ");
}

function sentences(parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(". ");
}
