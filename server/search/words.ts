import { stemmer } from "stemmer";
import { stopWords } from "./stop-words.ts";

export interface Word {
  /** Split, lower-case, stemmed: what the index holds. */
  token: string;
  /** The place in the text it came from, in UTF-16 code units, half-open. */
  start: number;
  end: number;
}

/** A run of more letters is a hash, a key or an encoded picture. */
const longestRun = 200;
/** In UTF-16 code units; at three bytes each well below the 2,046 bytes Postgres allows a lexeme. */
const longestToken = 200;
const highestPosition = 16_383;
const mostPositions = 256;

/**
 * The tokens of a text, for the index and for questions alike: `getHTTPServer` gives get, http, server and
 * gethttpserver. Words of scripts written without spaces give pairs of neighbouring characters.
 */
export function words(text: string): string[] {
  const found: string[] = [];
  for (const run of text.match(runs) ?? []) for (const { token } of wordsOfRun(run)) found.push(token);
  return found;
}

/** What is indexed for a chunk: its words, the name twice, path and scope once more. */
export function indexedWords(
  chunk: { content: string; symbol: string | null; scope: string | null },
  path: string,
): string[] {
  const name = words(chunk.symbol ?? "");
  return [...name, ...name, ...words(path), ...words(chunk.scope ?? ""), ...words(chunk.content)];
}

/** The tokens of a text with the places they came from, in order. */
export function wordsWithPlaces(text: string): Word[] {
  const found: Word[] = [];
  for (const run of text.matchAll(runs)) {
    for (const { token, start, end } of wordsOfRun(run[0])) {
      found.push({ token, start: run.index + start, end: run.index + end });
    }
  }
  return found;
}

/** `parseHTTPRequest_v2` → parse, HTTP, Request, v, 2, with where each begins. */
export function splitIdentifier(run: string): { text: string; start: number }[] {
  return [...run.matchAll(parts)].map((part) => ({ text: part[0], start: part.index }));
}

/** A tsvector literal, to be cast; a token more frequent than 256 counts as 256. Empty for no tokens. */
export function toTsVector(tokens: string[]): string {
  const places = new Map<string, number[]>();
  let index = 0;
  for (const token of tokens) {
    const before = places.get(token);
    const position = Math.min(++index, highestPosition);
    if (!before) places.set(token, [position]);
    else if (before.length < mostPositions && before.at(-1) !== position) before.push(position);
  }
  let literal = "";
  for (const [token, positions] of places)
    literal += `${literal === "" ? "" : " "}${quoted(token)}:${positions.length === 1 ? positions[0] : positions.join(",")}`;
  return literal;
}

/** A tsquery literal, to be cast, that any of the tokens satisfies. Empty for no tokens: ask nothing then. */
export function toTsQuery(tokens: string[]): string {
  return [...new Set(tokens)].map(quoted).join(" | ");
}

const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\u30FC";
const scripts = new RegExp(`([${unspaced}]+)|[^${unspaced}]+`, "gu");

/** Wider than a word, and fast: `wordsOfRun` looks closer, once for every different run. */
const runs = /[\w$\u0080-\uffff]+/g;

/** Digits; capitals up to the one that begins a word; one word with or without a capital. */
const parts = /\p{N}+|(?:\p{Lu}\p{M}*)+(?!\p{Ll})|(?:\p{Lu}\p{M}*)?(?:[\p{Ll}\p{Lo}\p{Lm}\p{Lt}]\p{M}*)+/gu;

const known = new Map<string, Word[]>();

/** Code repeats its names: nearly every run was seen before. */
function wordsOfRun(run: string): Word[] {
  const before = known.get(run);
  if (before) return before;
  const found: Word[] = [];
  for (const word of run.matchAll(/[\p{L}\p{M}\p{N}_$]+/gu)) {
    for (const part of word[0].matchAll(scripts)) {
      const start = word.index + part.index;
      if (part[1] !== undefined) pairs(part[1], start, found);
      else if (part[0].length <= longestRun) compound(part[0], start, found);
    }
  }
  if (known.size >= 20_000) known.clear();
  if (run.length <= longestRun) known.set(run, found);
  return found;
}

function compound(run: string, start: number, found: Word[]): void {
  const split = splitIdentifier(run);
  for (const { text, start: offset } of split) {
    const word = normal(text);
    if (!isNoise(word)) add(word, start + offset, start + offset + text.length, found);
  }
  if (split.length > 1)
    add(normal(split.map((part) => part.text).join("")), start, start + run.length, found);
}

function pairs(run: string, start: number, found: Word[]): void {
  const characters = [...run];
  let at = start;
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    if (next !== undefined) add(normal(character + next), at, at + character.length + next.length, found);
    else if (characters.length === 1) add(normal(character), at, at + character.length, found);
    at += character.length;
  }
}

function add(word: string, start: number, end: number, found: Word[]): void {
  const token = /^[a-z]+$/.test(word) ? stemmer(word) : word;
  if (token.length > 0 && token.length <= longestToken) found.push({ token, start, end });
}

function isNoise(word: string): boolean {
  return stopWords.has(word) || /^\p{L}$/u.test(word);
}

function normal(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.normalize("NFKC").toLowerCase();
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function quoted(token: string): string {
  // Hardly a token holds one, and replacing takes as long as all the rest.
  return /['\\]/.test(token) ? `'${token.replace(/['\\]/g, "$&$&")}'` : `'${token}'`;
}
