import type { Span } from "./highlight.ts";

const MAX_LINES = 40;
const MAX_CHARACTERS = 4_000;
const CHARACTERS_BEFORE = 200;

export interface Excerpt {
  content: string;
  /** Line of the file at which the excerpt begins. */
  startLine: number;
  endLine: number;
  hits: Span[];
}

/** At most 40 lines of a passage, those with the most hits, with the hits' places in them (UTF-16, half-open). */
export function excerptOf(passage: { content: string; startLine: number }, hits: Span[]): Excerpt {
  const starts = [0];
  for (let at = passage.content.indexOf("\n"); at >= 0; at = passage.content.indexOf("\n", at + 1))
    starts.push(at + 1);
  if (starts.length > 1 && starts[starts.length - 1] === passage.content.length) starts.pop();
  const first = starts.length <= MAX_LINES ? 0 : bestWindow(starts, hits);
  const last = Math.min(starts.length, first + MAX_LINES) - 1;
  const from = starts[first] ?? 0;
  const whole = passage.content.slice(from, starts[last + 1] ?? passage.content.length).replace(/\r?\n$/, "");
  const skipped = skippedCharacters(
    whole,
    hits.find((hit) => hit.start >= from),
    from,
  );
  const content = whole.slice(skipped, skipped + MAX_CHARACTERS).replace(/[\uD800-\uDBFF]$/, "");
  const startLine = passage.startLine + first + newlines(whole.slice(0, skipped));
  return {
    content,
    startLine,
    endLine: startLine + newlines(content),
    hits: hits
      .map(({ start, end }) => ({
        start: start - from - skipped,
        end: Math.min(end - from - skipped, content.length),
      }))
      .filter(({ start, end }) => start >= 0 && end > start),
  };
}

/** In very long lines the first hit would lie behind what is shown: then the excerpt begins shortly before it. */
function skippedCharacters(whole: string, firstHit: Span | undefined, from: number): number {
  if (whole.length <= MAX_CHARACTERS || !firstHit || firstHit.end - from <= MAX_CHARACTERS) return 0;
  const at = Math.max(0, firstHit.start - from - CHARACTERS_BEFORE);
  // Not between the two halves of one character.
  return /[\uDC00-\uDFFF]/.test(whole[at] ?? "") ? at + 1 : at;
}

const newlines = (text: string): number => text.split("\n").length - 1;

/** The first line of the window with the most hits; of equal ones the first. */
function bestWindow(starts: number[], hits: Span[]): number {
  const perLine = new Array<number>(starts.length).fill(0);
  let line = 0;
  for (const hit of hits) {
    while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= hit.start) line += 1;
    perLine[line] = (perLine[line] ?? 0) + 1;
  }
  let best = 0;
  let sum = perLine.slice(0, MAX_LINES).reduce((all, one) => all + one, 0);
  let most = sum;
  for (let first = 1; first + MAX_LINES <= starts.length; first++) {
    sum += (perLine[first + MAX_LINES - 1] ?? 0) - (perLine[first - 1] ?? 0);
    if (sum > most) {
      most = sum;
      best = first;
    }
  }
  return best;
}
