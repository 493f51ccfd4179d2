import { splitIdentifier } from "../search/words.ts";
import { isProse } from "./language.ts";

/** Part of what makes an embedding current: raise it with every change to what `embeddingText` returns. */
export const EMBEDDING_TEXT_VERSION = 2;

/**
 * What a model reads of a chunk. Code: `scope name. path. scope name. code`, every identifier as its words, without
 * punctuation and without the words every program is made of, because 128 tokens must hold the gist: both were worth two
 * points of MRR in bench/retrieval.ts. Prose: the headings, then the text as it is.
 */
export function embeddingText(
  chunk: { content: string; symbol: string | null; scope: string | null },
  path: string,
  language: string | null,
): string {
  if (isProse(language)) return sentences([chunk.scope, chunk.symbol, chunk.content.trim()]);
  const name = plainWords(identifiers([chunk.scope, chunk.symbol].filter((it) => it !== null).join(" ")));
  const code = plainWords(identifiers(chunk.content).filter((it) => !keywords.has(it)));
  return sentences([name, plainWords(identifiers(path)), name, code]);
}

// As they are written: the `Get` and the `get` of a name stay. Words that comments need as well are not among them.
const keywords = new Set(
  `const let var function return if else for of in new export import from default async await type interface extends
  implements class public private protected static readonly this null undefined void true false typeof as throw try
  catch finally string number boolean any unknown never while switch case break continue do param returns
  def self None True False elif lambda func fn pub impl mut nil fi done esac`.split(/\s+/),
);

function identifiers(code: string): string[] {
  return code.match(/[\p{L}\p{M}\p{N}_$]+/gu) ?? [];
}

/** `getUserById`, `user`, `id` → get user by id user id. */
function plainWords(runs: string[]): string {
  let text = "";
  for (const run of runs) {
    const words = wordsOf(run);
    if (words !== "") text += text === "" ? words : ` ${words}`;
  }
  return text;
}

const known = new Map<string, string>();

/** Code repeats its names: nearly every one was split before. */
function wordsOf(run: string): string {
  const before = known.get(run);
  if (before !== undefined) return before;
  const words = splitIdentifier(run)
    .map((part) => part.text.toLowerCase())
    .join(" ");
  if (known.size >= 20_000) known.clear();
  if (run.length <= 200) known.set(run, words);
  return words;
}

function sentences(parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(". ");
}
