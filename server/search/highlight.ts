import { wordsWithPlaces } from "./words.ts";

/** UTF-16 code units, half-open. */
export interface Span {
  start: number;
  end: number;
}

/** Where the content holds one of the question's tokens (`words(question)`): sorted, none touching another. */
export function highlight(content: string, queryTokens: ReadonlySet<string>): Span[] {
  const hits = wordsWithPlaces(content).filter((word) => queryTokens.has(word.token));
  return merged(hits.sort((a, b) => a.start - b.start));
}

// The engine's own search compares many characters at a time, but a long literal can make it begin again at every one.
const SHORT_LITERAL = 64;

/** Whether the content holds the literal anywhere: as `literalSpans`, which it spares where nothing is counted. */
export function holdsLiteral(
  content: string,
  literal: string,
  options: { caseSensitive: boolean; wholeWord: boolean },
): boolean {
  if (options.wholeWord || literal.length > SHORT_LITERAL)
    return literalSpans(content, literal, options).length > 0;
  if (options.caseSensitive) return content.includes(literal);
  return folded(content).includes(folded(literal));
}

/**
 * Every place of a literal, none overlapping, in time linear in the content whatever the literal. Case is ignored
 * character by character. A whole word has no letter, digit, mark or `_` beside it.
 */
export function literalSpans(
  content: string,
  literal: string,
  { caseSensitive, wholeWord }: { caseSensitive: boolean; wholeWord: boolean },
): Span[] {
  if (literal === "") return [];
  const text = caseSensitive ? content : folded(content);
  const wanted = caseSensitive ? literal : folded(literal);
  const spans: Span[] = [];
  const counts = (span: Span) => !wholeWord || isWholeWord(content, span);
  if (wanted.length <= SHORT_LITERAL) {
    for (let at = text.indexOf(wanted); at >= 0; ) {
      const span = { start: at, end: at + wanted.length };
      const isHit = counts(span);
      if (isHit) spans.push(span);
      // A place that does not count may overlap one that does.
      at = text.indexOf(wanted, isHit ? span.end : at + 1);
    }
    return spans;
  }
  const borders = bordersOf(wanted);
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    while (matched > 0 && text[at] !== wanted[matched]) matched = borders[matched - 1] ?? 0;
    if (text[at] === wanted[matched]) matched++;
    if (matched < wanted.length) continue;
    const span = { start: at + 1 - wanted.length, end: at + 1 };
    const isHit = counts(span);
    if (isHit) spans.push(span);
    matched = isHit ? 0 : (borders[matched - 1] ?? 0);
  }
  return spans;
}

function merged(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of spans) {
    const last = result.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** For each prefix, the length of its longest proper prefix that is also its end (Knuth, Morris and Pratt). */
function bordersOf(wanted: string): number[] {
  const borders = [0];
  let length = 0;
  for (let at = 1; at < wanted.length; at++) {
    while (length > 0 && wanted[at] !== wanted[length]) length = borders[length - 1] ?? 0;
    if (wanted[at] === wanted[length]) length++;
    borders.push(length);
  }
  return borders;
}

/** Without case, and exactly as long: `İ` and `ß`, whose other case is longer, stay as they are. */
function folded(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  let result = "";
  for (const character of text) {
    const bare = character.toUpperCase().toLowerCase();
    result += bare.length === character.length ? bare : character;
  }
  return result;
}

function isWholeWord(content: string, { start, end }: Span): boolean {
  return !isWordAt(content, start - 1) && !isWordAt(content, end);
}

/** Whether the character that this code unit belongs to is part of a word. */
function isWordAt(content: string, at: number): boolean {
  const unit = content[at];
  if (unit === undefined) return false;
  const isSecondHalf = /[\uDC00-\uDFFF]/.test(unit);
  const character = String.fromCodePoint(content.codePointAt(isSecondHalf && at > 0 ? at - 1 : at) ?? 0);
  return /[\p{L}\p{M}\p{N}_]/u.test(character);
}
