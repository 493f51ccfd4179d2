import type { Citation, Claim, Passage } from "./answer";
import { chooseSpan } from "./choose-span";
import { splitClaims } from "./split-claims";
import { standingIn, statedIn } from "./stated-tokens";

export interface ParsedClaim extends Claim {
  /** Where the claim stands in the model's answer, markers included: UTF-16, half-open. */
  startChar: number;
  endChar: number;
  /** Numbers in its markers that name no passage: nothing is cited for them, and they are shown as unsupported. */
  unknownMarkers: number[];
}

/** `[2]` and `[2, 5]`; not `[2](link)`, not `list[2]`, not a footnote `[^2]`. */
const marker =
  /(?:\s+|(?<![\w$\])]))((?:\[\d{1,4}(?:\s*,\s*\d{1,4})*\]\s?)*\[\d{1,4}(?:\s*,\s*\d{1,4})*\])(?!\()/g;

/**
 * Reads a model's answer, in which `[n]` cites the passage number n (`fencePassages`), into its claims: one sentence or
 * list item each. Brackets in code are no markers. A sentence without a marker is a claim without a citation.
 */
export function parseCitations(text: string, passages: Passage[]): ParsedClaim[] {
  return splitClaims(text).flatMap(({ start, end }) => {
    const written = text.slice(start, end);
    const numbers = new Set<number>();
    const spoken = outsideCode(written, (prose) =>
      prose.replace(marker, (_, run: string) => {
        for (const number of run.match(/\d+/g) ?? []) numbers.add(Number(number));
        return "";
      }),
    ).trim();
    if (!/[\p{L}\p{N}]/u.test(spoken)) return [];
    const known = [...numbers].flatMap((number) => passages[number - 1] ?? []);
    return [
      {
        text: spoken,
        citations: known.map((passage) => cite(passage, spoken)),
        startChar: start,
        endChar: end,
        unknownMarkers: [...numbers].filter((number) => passages[number - 1] === undefined),
      },
    ];
  });
}

/** The part of the passage that speaks of the claim; all of it when its numbers and names stand elsewhere in it. */
function cite(passage: Passage, claim: string): Citation {
  const { chunkId, content, startChar, endChar } = passage;
  const span = chooseSpan(passage, claim);
  const stated = statedIn(claim);
  const quoted = standingIn(span.quote);
  const isWhole =
    stated.numbers.isSubsetOf(quoted.numbers) && stated.identifiers.isSubsetOf(quoted.identifiers);
  return isWhole ? { chunkId, ...span } : { chunkId, quote: content, startChar, endChar };
}

function outsideCode(text: string, change: (prose: string) => string): string {
  return text
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join("");
}
