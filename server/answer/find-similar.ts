/** A place in a text, UTF-16, half-open. */
export interface Place {
  start: number;
  end: number;
}

// Half of the words in common is what remains of a function after a rewrite of every second line.
const LIKE_ENOUGH = 0.5;
// Two words are found together everywhere.
const FEWEST_WORDS = 3;

/**
 * The lines of a text that have most words in common with a quote, as many lines as it has, when that is at least half
 * (Dice's coefficient of the two bags of words). Work grows with the length of the text, not with that of the quote.
 */
export function findSimilar(text: string, quote: string): Place | undefined {
  const wanted = bagOf(quote);
  const total = sizeOf(wanted);
  if (total < FEWEST_WORDS) return undefined;
  const lines = linesOf(text);
  const height = quote.trim().split("\n").length;
  const seen = new Map<string, number>();
  let shared = 0;
  let size = 0;
  let best: { first: number; score: number } | undefined;
  for (const [index, line] of lines.entries()) {
    for (const word of line.words) {
      const count = seen.get(word) ?? 0;
      if (count < (wanted.get(word) ?? 0)) shared += 1;
      seen.set(word, count + 1);
      size += 1;
    }
    const leaving = lines[index - height];
    for (const word of leaving?.words ?? []) {
      const count = (seen.get(word) ?? 0) - 1;
      seen.set(word, count);
      if (count < (wanted.get(word) ?? 0)) shared -= 1;
      size -= 1;
    }
    // A quote of less than a line is held against as much of the line as it is long.
    const score = (2 * shared) / (total + (height === 1 ? Math.min(size, total) : size));
    const first = Math.max(0, index - height + 1);
    // Of equal windows the one that begins with text: before it stands the same with a blank line above.
    const beginsWithText = (lines[first]?.words.length ?? 0) > 0;
    if (beginsWithText && score >= LIKE_ENOUGH && score > (best?.score ?? 0)) best = { first, score };
  }
  if (!best) return undefined;
  const window = lines.slice(best.first, best.first + height).filter((line) => line.end > line.start);
  const [first, last] = [window[0], window.at(-1)];
  return first && last ? { start: first.start, end: last.end } : undefined;
}

interface Line extends Place {
  words: string[];
}

function linesOf(text: string): Line[] {
  let at = 0;
  return text.split("\n").map((content) => {
    const start = at + (content.length - content.trimStart().length);
    const end = Math.max(start, at + content.trimEnd().length);
    at += content.length + 1;
    return { start, end, words: wordsOf(content) };
  });
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_$]+/gu) ?? [];
}

function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of wordsOf(text)) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

const sizeOf = (bag: Map<string, number>): number => [...bag.values()].reduce((sum, count) => sum + count, 0);
