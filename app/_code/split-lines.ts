/** A stretch of a text in UTF-16 code units, half-open. */
export type Span = { start: number; end: number };

/**
 * The lines of a text, without their ends (\n or \r\n), counted as the index counts them. A last line end opens no
 * further line.
 */
export function splitLines(text: string): string[] {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

/** The same spans by line: those of line 0 first, counted from each line's own start, in order and never overlapping. */
export function spansByLine(text: string, spans: readonly Span[]): Map<number, Span[]> {
  const byLine = new Map<number, Span[]>();
  const merged = mergeSpans(spans);
  let lineStart = 0;
  let next = 0;
  for (let line = 0; next < merged.length && lineStart <= text.length; line++) {
    const found = text.indexOf("\n", lineStart);
    const lineEnd = found < 0 ? text.length : found;
    const own: Span[] = [];
    for (let at = next; at < merged.length; at++) {
      const span = merged[at];
      if (span === undefined || span.start > lineEnd) break;
      const start = Math.max(span.start, lineStart) - lineStart;
      const end = Math.min(span.end, lineEnd) - lineStart;
      if (end > start) own.push({ start, end });
      // A span over several lines is looked at again on the next one.
      if (span.end <= lineEnd + 1) next = at + 1;
    }
    if (own.length > 0) byLine.set(line, own);
    lineStart = lineEnd + 1;
  }
  return byLine;
}

function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
