import type { Claim, Passage } from "@/server/answer/answer";
import { type ParsedClaim, parseCitations } from "@/server/answer/parse-citations";

export type ParagraphPart = { type: "text"; text: string } | { type: "claim"; claim: Claim };

/**
 * Cuts running Markdown into paragraphs: at blank lines outside of fenced code. Each line is looked at once, however long
 * the paragraph grows.
 */
export class ParagraphReader {
  #paragraph = "";
  #line = "";
  #fence: string | undefined;
  // Some servers send the two halves of an emoji apart; alone neither can be kept.
  #half = "";

  /** What was complete with this text, and what was not yet, in their order. */
  *read(came: string): Generator<{ isComplete: boolean; text: string }> {
    const joined = this.#half + came;
    this.#half = /[\ud800-\udbff]$/.test(joined) ? joined.slice(-1) : "";
    const text = this.#half === "" ? joined : joined.slice(0, -1);
    let draft = "";
    for (const piece of text.split(/(?<=\n)/)) {
      draft += piece;
      this.#line += piece;
      if (!piece.endsWith("\n")) continue;
      const isEnd = this.#endLine();
      if (!isEnd) continue;
      if (draft !== "") yield { isComplete: false, text: draft };
      draft = "";
      const whole = this.#take();
      if (whole.trim() !== "") yield { isComplete: true, text: whole };
    }
    if (draft !== "") yield { isComplete: false, text: draft };
  }

  /** The last paragraph, which no blank line ends. */
  end(): string {
    this.#paragraph += this.#line;
    this.#line = "";
    this.#fence = undefined;
    return this.#take();
  }

  /** Takes the line up; true when it ends the paragraph. */
  #endLine(): boolean {
    const line = this.#line;
    this.#paragraph += line;
    this.#line = "";
    const fenced = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (this.#fence !== undefined) {
      if (fenced?.startsWith(this.#fence) && line.trim() === fenced) this.#fence = undefined;
      return false;
    }
    if (fenced) this.#fence = fenced;
    return fenced === undefined && line.trim() === "";
  }

  #take(): string {
    const whole = this.#paragraph;
    this.#paragraph = "";
    return whole;
  }
}

/**
 * One paragraph of a model's Markdown as parts: claims with what they cite, and between them headings, code and rules as
 * they stand. A list item keeps its marker; a table is one claim, because half of a table is none.
 */
export function partsOfParagraph(text: string, passages: Passage[]): ParagraphPart[] {
  const parsed = parseCitations(text, passages);
  if (isTable(text)) return tablePart(text, parsed);
  const parts: ParagraphPart[] = [];
  let at = 0;
  for (const one of parsed) {
    const before = text.slice(at, one.startChar);
    const marker = /(?:^|\n)([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)$/.exec(before)?.[1] ?? "";
    const rest = before.slice(0, before.length - marker.length);
    if (rest.trim() !== "") parts.push(textPart(rest));
    parts.push({ type: "claim", claim: claimOf(marker + one.text, [one]) });
    at = one.endChar;
  }
  const rest = text.slice(at);
  if (rest.trim() !== "") parts.push(textPart(rest));
  return parts;
}

const isTable = (text: string) => /^[^\n]*\|[^\n]*\n\s*\|?\s*:?-{2,}[-:|\s]*(\n|$)/.test(text.trimStart());

function tablePart(text: string, parsed: ParsedClaim[]): ParagraphPart[] {
  let at = 0;
  let shown = "";
  for (const one of parsed) {
    shown += text.slice(at, one.startChar) + one.text;
    at = one.endChar;
  }
  return [{ type: "claim", claim: claimOf((shown + text.slice(at)).trim(), parsed) }];
}

// Texts that follow each other are joined, and a heading must not run into what follows it.
const textPart = (text: string): ParagraphPart => ({
  type: "text",
  text: `${text.replace(/^\n+/, "").trimEnd()}\n\n`,
});

/** A number that names no passage is cited as one nobody knows: the checker refuses it, and people see that. */
function claimOf(text: string, parsed: ParsedClaim[]): Claim {
  const unknown = parsed.flatMap(({ unknownMarkers }) => unknownMarkers);
  const citations = parsed.flatMap((one) => one.citations);
  const missing = [...new Set(unknown)].map((number) => ({
    ...{ chunkId: `passage ${number}`, quote: "", startChar: 0, endChar: 0 },
  }));
  return { text, citations: [...citations, ...missing] };
}
