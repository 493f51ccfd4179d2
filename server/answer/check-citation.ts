import type { Citation, Passage, Source } from "./answer";

export type Verdict = { verdict: "supported" } | { verdict: "unsupported"; reason: string };

/** Whether a citation stands where it says: among what was retrieved, and to the letter in the source. */
export function checkCitation(
  citation: Citation,
  { retrieved, source }: { retrieved: Passage[]; source: Source | undefined; claimText: string },
): Verdict {
  const passage = retrieved.find(({ chunkId }) => chunkId === citation.chunkId);
  if (!passage) return { verdict: "unsupported", reason: "not_retrieved" };
  if (!source || source.id !== passage.sourceId) return { verdict: "unsupported", reason: "source_gone" };
  if (source.contentHash !== passage.contentHash) return { verdict: "unsupported", reason: "source_changed" };
  return source.content.slice(citation.startChar, citation.endChar) === citation.quote
    ? { verdict: "supported" }
    : { verdict: "unsupported", reason: "quote_differs" };
}
