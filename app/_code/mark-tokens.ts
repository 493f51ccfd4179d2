import type { Token, TokenLine } from "./highlight";
import type { Span } from "./split-lines";

export type MarkedToken = Token & { isMarked: boolean };

/** Cuts a line's tokens where marks begin and end. `spans` are in order, do not overlap and count from the line's start. */
export function markTokens(tokens: TokenLine, spans: readonly Span[]): MarkedToken[] {
  const pieces: MarkedToken[] = [];
  let at = 0;
  for (const token of tokens) {
    const tokenEnd = at + token.text.length;
    while (at < tokenEnd) {
      const span = spans.find(({ end }) => end > at);
      const isMarked = span !== undefined && span.start <= at;
      const until = Math.min(tokenEnd, span === undefined ? tokenEnd : isMarked ? span.end : span.start);
      pieces.push({
        ...token,
        text: token.text.slice(token.text.length - (tokenEnd - at), token.text.length - (tokenEnd - until)),
        isMarked,
      });
      at = until;
    }
  }
  return pieces;
}
