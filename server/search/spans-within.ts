import type { Span } from "./highlight";

/** Lines from 1, both included. */
export interface LineRange {
  startLine: number;
  endLine: number;
}

/** By file, the lines in which something has to lie: those of the declarations that `sym:` names. */
export type Within = ReadonlyMap<string, LineRange[]>;

/** The spans that lie in a file's lines; all of them where nothing is asked. */
export function spansWithin(
  content: string,
  spans: Span[],
  file: { id: string; within: Within | null },
): Span[] {
  if (file.within === null) return spans;
  const ranges = file.within.get(file.id) ?? [];
  let line = 1;
  let at = 0;
  return spans.filter((span) => {
    for (
      let next = content.indexOf("\n", at);
      next >= 0 && next < span.start;
      next = content.indexOf("\n", at)
    ) {
      line += 1;
      at = next + 1;
    }
    return ranges.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
  });
}

/** Whether a passage shares a line with what is asked for. */
export function isWithin(passage: { fileId: string | null } & Partial<LineRange>, within: Within): boolean {
  const { startLine = 0, endLine = 0 } = passage;
  const ranges = within.get(passage.fileId ?? "") ?? [];
  return ranges.some((range) => range.startLine <= endLine && startLine <= range.endLine);
}
