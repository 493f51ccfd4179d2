import type { TextFilter } from "./find-filters";

export interface ColouredPart {
  /** Where it begins in the text, in UTF-16 code units. */
  start: number;
  text: string;
  kind: "plain" | "filter" | "wrong";
}

/** A search text in parts: its filters, the character that an expression fails at, and what lies between. */
export function colouredParts(
  text: string,
  { filters, wrongAt }: { filters: readonly TextFilter[]; wrongAt: number | undefined },
): ColouredPart[] {
  const marked: { start: number; end: number; kind: "filter" | "wrong" }[] = filters.map(
    ({ start, end }) => ({
      start,
      end,
      kind: "filter",
    }),
  );
  // While somebody types on, the place may lie behind the end of what is left.
  if (wrongAt !== undefined && wrongAt < text.length) {
    const end = wrongAt + ((text.codePointAt(wrongAt) ?? 0) > 0xffff ? 2 : 1);
    if (!filters.some((filter) => filter.start < end && wrongAt < filter.end))
      marked.push({ start: wrongAt, end, kind: "wrong" });
  }
  const parts: ColouredPart[] = [];
  let at = 0;
  for (const { start, end, kind } of marked.sort((a, b) => a.start - b.start)) {
    if (start > at) parts.push({ start: at, text: text.slice(at, start), kind: "plain" });
    parts.push({ start, text: text.slice(start, end), kind });
    at = end;
  }
  if (at < text.length) parts.push({ start: at, text: text.slice(at), kind: "plain" });
  return parts;
}
