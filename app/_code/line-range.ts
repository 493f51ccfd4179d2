/** Lines from `from` to `to`, both counted from 1 and included. */
export type LineRange = { from: number; to: number };

const written = /^#?L?(\d{1,7})(?:[-–:]L?(\d{1,7}))?$/i;

/** Reads "L10", "#L10-L20", "10-20" and the like; undefined for anything else. Backwards ranges are turned round. */
export function parseLineRange(text: string | null | undefined): LineRange | undefined {
  const match = written.exec(text?.trim() ?? "");
  if (!match) return undefined;
  const first = Number(match[1]);
  const second = match[2] === undefined ? first : Number(match[2]);
  if (first < 1 || second < 1) return undefined;
  return { from: Math.min(first, second), to: Math.max(first, second) };
}

/** "L10" or "L10-L20": what stands behind the # of an address. */
export function lineRangeHash({ from, to }: LineRange): string {
  return from === to ? `L${from}` : `L${from}-L${to}`;
}

export const isInRange = (line: number, range: LineRange | undefined): boolean =>
  range !== undefined && line >= range.from && line <= range.to;
