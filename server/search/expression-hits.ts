import type { Span } from "./highlight.ts";

/** Of one file more hits are counted than kept. */
const MOST_KEPT = 400;

export interface ExpressionHits {
  hitCount: number;
  /** The first 400. */
  spans: Span[];
}

/** Where a global expression matches, without its matches of no characters. */
export function expressionHits(content: string, expression: RegExp): ExpressionHits {
  const hits: ExpressionHits = { hitCount: 0, spans: [] };
  expression.lastIndex = 0;
  for (let match = expression.exec(content); match; match = expression.exec(content)) {
    const [text] = match;
    if (text === "") {
      // A match of nothing does not move by itself; under the flag u it has to go by whole characters.
      expression.lastIndex += (content.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
      continue;
    }
    hits.hitCount += 1;
    if (hits.spans.length < MOST_KEPT)
      hits.spans.push({ start: match.index, end: match.index + text.length });
  }
  return hits;
}
