import { splitIdentifier } from "../search/words.ts";
import type { Passage } from "./answer.ts";
import { placeOf } from "./place-of.ts";
import { bodyOf, signatureOf } from "./signature-of.ts";

const MOST_NAMES = 12;

/**
 * A passage in three short texts, the words of each name apart, because names in code are not those a model has read: what
 * it declares and where, how it is called, and what it calls and returns.
 */
export function viewsOf({ content, path, symbol, signals }: Passage): {
  signature: string;
  name: string;
  gist: string;
} {
  const { scope, stem } = placeOf({ path, scope: signals?.scope ?? null });
  const name = plain(symbol ?? "");
  const place = [...new Set([plain(stem), plain(scope)])].filter((one) => one !== "").join(" ");
  const body = bodyOf(content);
  const called = [...body.matchAll(/([\p{L}_$][\p{L}\p{N}_$]*)\s*\(/gu)].map(([, callee = ""]) => callee);
  const returned = [...body.matchAll(/\breturn\b([^;\n]*)/g)].flatMap(([, value = ""]) => names(value));
  const gist = [returned, called].map((some) => plain(telling(some).join(" ")));
  return {
    signature: `${place}: ${plain(signatureOf(content) || (symbol ?? ""))}`,
    name: [plain(scope), name].filter((one) => one !== "").join(" "),
    gist: [name, ...gist].join(". "),
  };
}

/** `fromMillis(count, opts)` → from millis(count, opts). */
function plain(text: string): string {
  return text.replace(/[\p{L}_$][\p{L}\p{N}_$]*/gu, (name) => {
    const parts = splitIdentifier(name).map((part) => part.text.toLowerCase());
    return parts.length > 0 ? parts.join(" ") : name;
  });
}

const names = (code: string): string[] => code.match(/[\p{L}\p{N}_$]+/gu) ?? [];

const telling = (some: string[]): string[] =>
  [...new Set(some)].filter((name) => !keywords.has(name)).slice(0, MOST_NAMES);

const keywords = new Set(
  `const let var function return if else for of in new await async typeof as this null undefined void true false throw
  try catch finally while switch case super self None True False not and or elif lambda`.split(/\s+/),
);
