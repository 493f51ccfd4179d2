import type { Span } from "@/app/_code/split-lines";

export interface Passage {
  content: string;
  startLine: number;
  hits: readonly Span[];
}

/** How many lines a result shows before somebody asks for the rest. */
export const VISIBLE_LINES = 8;

/**
 * The part of a passage that a result shows at first: its first lines, since what is declared stands there, unless no
 * hit lies in them; then the lines around the first hit.
 */
export function visibleLines({ content, startLine, hits }: Passage): Passage & { hiddenLines: number } {
  const lines = content.split("\n");
  const hiddenLines = Math.max(0, lines.length - VISIBLE_LINES);
  if (hiddenLines === 0) return { content, startLine, hits, hiddenLines };
  const hit = hits[0];
  const hitLine = hit === undefined ? 0 : content.slice(0, hit.start).split("\n").length - 1;
  const first = hitLine < VISIBLE_LINES ? 0 : Math.min(hitLine - 2, lines.length - VISIBLE_LINES);
  const from = lines.slice(0, first).reduce((length, line) => length + line.length + 1, 0);
  const shown = lines.slice(first, first + VISIBLE_LINES).join("\n");
  return {
    content: shown,
    startLine: startLine + first,
    hits: hits
      .map(({ start, end }) => ({
        start: Math.max(0, start - from),
        end: Math.min(end - from, shown.length),
      }))
      .filter(({ start, end }) => end > start),
    hiddenLines,
  };
}
