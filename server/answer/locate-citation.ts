import { findSimilar } from "./find-similar";

export type Freshness = "current" | "moved" | "changed" | "gone";

/** Where a citation stands today; the place (UTF-16 units of the current source) is absent when it is gone. */
export interface Located {
  freshness: Freshness;
  startChar?: number;
  endChar?: number;
}

/**
 * Finds a citation again in the current state of its file: `current` at its own place, `moved` to the nearest place where
 * the quote stands to the letter (line ends aside), `changed` where only something like it stands, `gone` with the file or
 * when nothing is like it.
 */
export function locateCitation(
  citation: { quote: string; contentHash: string; startChar: number; endChar: number },
  currentSource: { contentHash: string; content: string } | undefined,
): Located {
  if (!currentSource) return { freshness: "gone" };
  const { startChar, endChar, contentHash } = citation;
  const { content } = currentSource;
  const quote = withPlainEnds(citation.quote);
  const here = withPlainEnds(content.slice(startChar, endChar));
  if (contentHash === currentSource.contentHash || (quote !== "" && here === quote))
    return { freshness: "current", startChar, endChar };
  if (quote.trim() === "") return { freshness: "gone" };
  // A file that changed its line ends is still the same text.
  const text = withPlainEnds(content);
  const toOriginal = originalPlaces(content);
  const at = nearestOccurrence(text, quote, startChar - returnsBefore(content, startChar));
  if (at !== undefined)
    return { freshness: "moved", startChar: toOriginal(at), endChar: toOriginal(at + quote.length) };
  const similar = findSimilar(text, quote);
  if (!similar) return { freshness: "gone" };
  return { freshness: "changed", startChar: toOriginal(similar.start), endChar: toOriginal(similar.end) };
}

const withPlainEnds = (text: string): string => text.replaceAll("\r\n", "\n");

function returnsBefore(content: string, place: number): number {
  return content.slice(0, place).split("\r\n").length - 1;
}

/** Of all places where the quote stands, the one that begins nearest; of equally near ones the first. */
function nearestOccurrence(text: string, quote: string, wanted: number): number | undefined {
  const after = text.indexOf(quote, Math.max(0, wanted));
  const before = wanted > 0 ? text.lastIndexOf(quote, wanted) : -1;
  if (after < 0 && before < 0) return undefined;
  if (after < 0) return before;
  if (before < 0) return after;
  return wanted - before <= after - wanted ? before : after;
}

/** Turns places of the text without carriage returns into those of the text as it is. */
function originalPlaces(content: string): (place: number) => number {
  const lineEnds: number[] = [];
  for (let at = content.indexOf("\r\n"); at >= 0; at = content.indexOf("\r\n", at + 2))
    lineEnds.push(at - lineEnds.length);
  return (place) => {
    let low = 0;
    let high = lineEnds.length;
    // How many line ends lie wholly before the place.
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lineEnds[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return place + low;
  };
}
