import type { Source } from "./answer";

export interface Located {
  freshness: "current" | "moved" | "changed" | "gone";
  startChar?: number;
  endChar?: number;
}

/** Where a quote stands in the source as it is now. */
export function locateCitation(
  citation: { quote: string; contentHash: string; startChar: number; endChar: number },
  currentSource: Source | undefined,
): Located {
  if (!currentSource) return { freshness: "gone" };
  const { startChar, endChar, quote } = citation;
  if (currentSource.content.slice(startChar, endChar) === quote)
    return { freshness: "current", startChar, endChar };
  const moved = currentSource.content.indexOf(quote);
  return moved < 0
    ? { freshness: "changed" }
    : { freshness: "moved", startChar: moved, endChar: moved + quote.length };
}
