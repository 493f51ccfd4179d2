import type { Chunk } from "./chunk.ts";
import type { Lines } from "./lines.ts";
import { chunkLimit, cutInsideLine, type Range } from "./split-range.ts";

const overlappingLines = 15;

/** Windows of 60 lines, 15 overlapping: for what no grammar reads. Long lines make shorter windows. */
export function lineWindows(lines: Lines): Range[] {
  const windows: Range[] = [];
  const { length } = lines.content;
  let start = 0;
  while (start < length) {
    const end = windowEnd(lines, start);
    windows.push({ start, end });
    if (end >= length) break;
    start = nextStart(lines, start, end);
  }
  return windows;
}

function windowEnd(lines: Lines, start: number): number {
  const first = lines.at(start);
  let next = Math.min(first + chunkLimit.lines, lines.starts.length + 1);
  while (next > first && lines.start(next) - start > chunkLimit.characters) next--;
  return next > first
    ? lines.start(next)
    : cutInsideLine(lines.content, start, Math.min(lines.content.length, start + chunkLimit.characters));
}

function nextStart(lines: Lines, start: number, end: number): number {
  const isLineStart = lines.content[end - 1] === "\n";
  if (!isLineStart) return end;
  // Overlapping at most a quarter keeps a file of long lines from being stored many times over.
  const covered = lines.at(end - 1) - lines.at(start) + 1;
  const overlap = Math.min(overlappingLines, Math.floor(covered / 4));
  return Math.max(lines.start(lines.at(end - 1) + 1 - overlap), start + 1);
}

/** The text of a range as a chunk without blank edges, or undefined when it is blank. Indentation stays. */
export function chunkOf(
  lines: Lines,
  range: Range,
  named: Pick<Chunk, "symbol" | "scope" | "symbolKind">,
): Omit<Chunk, "position"> | undefined {
  const { content } = lines;
  const text = content.slice(range.start, range.end);
  const trimmedEnd = range.start + text.trimEnd().length;
  if (trimmedEnd === range.start) return undefined;
  const firstText = range.start + text.length - text.trimStart().length;
  const start = Math.max(range.start, lines.start(lines.at(firstText)));
  return {
    content: content.slice(start, trimmedEnd),
    symbol: named.symbol,
    scope: named.scope,
    symbolKind: named.symbolKind,
    startLine: lines.at(start),
    endLine: lines.at(trimmedEnd - 1),
    startChar: start,
    endChar: trimmedEnd,
  };
}
