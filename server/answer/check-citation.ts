import type { Citation, Passage, Source } from "./answer";
import { standingIn, statedIn } from "./stated-tokens";

/** Why a citation does not carry its claim; `reasonInWords` says it to people. */
export type UnsupportedReason =
  | "not_retrieved"
  | "source_gone"
  | "source_changed"
  | "outside_passage"
  | "quote_differs"
  | "number_missing"
  | "identifier_missing";

export type Verdict = { verdict: "supported" } | { verdict: "unsupported"; reason: UnsupportedReason };

/**
 * Whether a citation may be shown as one. It must name a chunk that was retrieved for this request; the quote must stand at
 * its place, inside that chunk, in the source as it was when it was retrieved; and every number and identifier of the
 * claim must occur in the quote. No model is asked: the same input always gets the same verdict.
 *
 * The quote may differ from the source in line ends (CRLF) and in composed or decomposed characters, in nothing else.
 */
export function checkCitation(
  citation: Citation,
  context: { retrieved: Passage[]; source: Source | undefined; claimText: string },
): Verdict {
  const { retrieved, source, claimText } = context;
  const passage = retrieved.find((one) => one.chunkId === citation.chunkId);
  if (!passage) return unsupported("not_retrieved");
  if (!source || source.id !== passage.sourceId) return unsupported("source_gone");
  if (source.contentHash !== passage.contentHash) return unsupported("source_changed");
  if (!isInside(citation, passage)) return unsupported("outside_passage");
  const standing = source.content.slice(citation.startChar, citation.endChar);
  if (citation.quote.trim() === "" || comparable(standing) !== comparable(citation.quote))
    return unsupported("quote_differs");
  const { numbers, identifiers } = statedIn(withoutPlace(claimText, passage.path));
  const quoted = standingIn(standing);
  if (!numbers.isSubsetOf(quoted.numbers)) return unsupported("number_missing");
  if (!identifiers.isSubsetOf(quoted.identifiers)) return unsupported("identifier_missing");
  return { verdict: "supported" };
}

const unsupported = (reason: UnsupportedReason): Verdict => ({ verdict: "unsupported", reason });

function isInside({ startChar, endChar }: Citation, passage: Passage): boolean {
  return (
    Number.isInteger(startChar) &&
    Number.isInteger(endChar) &&
    passage.startChar <= startChar &&
    startChar < endChar &&
    endChar <= passage.endChar
  );
}

const comparable = (text: string): string => text.replaceAll("\r\n", "\n").normalize("NFC");

/** A claim may say in which file it was read: that is the citation's own place, and no statement about its text. */
function withoutPlace(claim: string, path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const places = name.includes(".") ? [path, name] : [path];
  return places.reduce(
    (text, place) =>
      text.replace(new RegExp(`(?<![\\w./-])${RegExp.escape(place)}(?![\\w/-]|\\.\\w)`, "g"), " "),
    claim,
  );
}
