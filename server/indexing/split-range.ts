import type { Lines } from "./lines.ts";

export interface Range {
  start: number;
  end: number;
}

/** No chunk is longer, in lines and in UTF-16 code units. */
export const chunkLimit = { lines: 60, characters: 6000 };

/**
 * Divides a range into neighbours of at most `limit` lines and characters. Prefers to cut where a shallow line follows
 * an empty one, in the second half of what fits; a line too long for one chunk is cut between words if it has any.
 */
export function splitRange(
  lines: Lines,
  range: Range,
  limit: { lines: number; characters: number },
): Range[] {
  const ranges: Range[] = [];
  let { start } = range;
  while (start < range.end) {
    const end = cutAfter(lines, { start, end: range.end }, limit);
    ranges.push({ start, end });
    start = end;
  }
  return ranges;
}

function cutAfter(lines: Lines, { start, end }: Range, limit: { lines: number; characters: number }): number {
  const first = lines.at(start);
  const last = lines.at(end - 1);
  if (last - first < limit.lines && end - start <= limit.characters) return end;
  let fits = Math.min(first + limit.lines, last + 1);
  while (fits > first && lines.start(fits) - start > limit.characters) fits--;
  if (fits === first) return cutInsideLine(lines.content, start, Math.min(end, start + limit.characters));
  let best = fits;
  let bestScore = Number.POSITIVE_INFINITY;
  for (let line = fits; line > first + (fits - first) / 2; line--) {
    const score = cutScore(lines, line) + (fits - line) * 0.05;
    if (score < bestScore) [best, bestScore] = [line, score];
  }
  return lines.start(best);
}

/** How bad it is to begin a chunk with this line: its indentation, more if it only closes something or continues. */
function cutScore(lines: Lines, line: number): number {
  const text = lines.content.slice(lines.start(line), Math.min(lines.end(line), lines.start(line) + 200));
  const indentation = text.length - text.trimStart().length;
  const closes = /^\s*(?:$|[)\]}]|end\b|else\b|elif\b|except\b|catch\b|finally\b)/.test(text) ? 6 : 0;
  const previous = lines.content.slice(
    Math.max(lines.start(line - 1), lines.end(line - 1) - 200),
    lines.end(line - 1),
  );
  return indentation + closes - (previous.trim() === "" ? 3 : 0);
}

/** At most `end`: after the last blank or `;` or `,` of the second half, else between two characters. */
export function cutInsideLine(content: string, start: number, end: number): number {
  if (end >= content.length) return content.length;
  for (let at = end; at > start + (end - start) / 2; at--) {
    if (/[\s;,]/.test(content[at - 1] ?? "")) return at;
  }
  // Never between the halves of a surrogate pair.
  return /[\uD800-\uDBFF]/.test(content[end - 1] ?? "") && end - 1 > start ? end - 1 : end;
}
