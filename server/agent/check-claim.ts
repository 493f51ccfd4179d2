import { z } from "zod";
import { citationVerdicts } from "@/db/schema/citation";
import { withTenant } from "@/db/tenant";
import type { Claim, Passage, Source } from "@/server/answer/answer";
import { checkCitation } from "@/server/answer/check-citation";
import { reasonInWords } from "@/server/answer/words-of-answer";
import { readSources } from "@/server/search/read-sources";
import { type Looker, lookingAs } from "./find-passages";

const citedSchema = z.object({
  chunkId: z.string().nullable(),
  sourceTable: z.enum(["file", "document"]),
  sourceId: z.string(),
  // Null for a document.
  repositoryId: z.string().nullable(),
  path: z.string(),
  startLine: z.number(),
  endLine: z.number(),
  startChar: z.number(),
  endChar: z.number(),
  quote: z.string(),
  contentHash: z.string(),
  verdict: z.enum(citationVerdicts),
  reason: z.string().nullable(),
});

/** A claim as it travels and is kept: with the place and the verdict of each citation. */
export const checkedClaimSchema = z.object({
  index: z.number(),
  text: z.string(),
  isQuotation: z.boolean().default(false),
  citations: z.array(citedSchema),
});

export type CheckedClaim = z.infer<typeof checkedClaimSchema>;

/** Checks claims against what was retrieved for one request; sources are read once each, as the person who asked. */
export function claimChecker(looker: Looker, retrieved: Passage[]) {
  const sources = new Map<string, Source | undefined>();
  return async (claim: Claim, index: number): Promise<CheckedClaim> => {
    const passages = new Map(retrieved.map((passage) => [passage.chunkId, passage]));
    const cited = claim.citations.flatMap(({ chunkId }) => passages.get(chunkId)?.sourceId ?? []);
    const missing = [...new Set(cited)].filter((id) => !sources.has(id));
    if (missing.length > 0) {
      const found = await withTenant(lookingAs(looker), (tx) => readSources(tx, missing));
      for (const id of missing)
        sources.set(
          id,
          found.find((one) => one.id === id),
        );
    }
    const citations = claim.citations.map((citation): CheckedClaim["citations"][number] => {
      const passage = passages.get(citation.chunkId);
      const source = passage && sources.get(passage.sourceId);
      const outcome = checkCitation(citation, {
        retrieved,
        source,
        claimText: withoutListMarker(claim.text),
      });
      return {
        ...{ chunkId: passage ? citation.chunkId : null, quote: citation.quote.replaceAll("\0", "") },
        ...placeOf(citation, passage, source),
        verdict: outcome.verdict,
        reason: outcome.verdict === "unsupported" ? reasonInWords(outcome.reason) : null,
      };
    });
    // Postgres stores the character NUL nowhere.
    return {
      index,
      text: claim.text.replaceAll("\0", ""),
      isQuotation: claim.isQuotation ?? false,
      citations,
    };
  };
}

// The number of a list item is no number that it states.
const withoutListMarker = (text: string): string => text.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, "");

/** Where a citation points; one that names no retrieved passage points nowhere. */
function placeOf(
  { startChar, endChar }: { startChar: number; endChar: number },
  passage: Passage | undefined,
  source: Source | undefined,
) {
  const start = Math.max(0, Math.trunc(startChar) || 0);
  const end = Math.max(start, Math.trunc(endChar) || 0);
  if (!passage) {
    const nowhere = {
      sourceTable: "file" as const,
      sourceId: "",
      repositoryId: "",
      path: "",
      contentHash: "",
    };
    return { ...nowhere, startLine: 1, endLine: 1, startChar: start, endChar: end };
  }
  const { sourceTable, sourceId, repositoryId, path, contentHash } = passage;
  const lineAt = (char: number) =>
    source ? source.content.slice(0, char).split("\n").length : passage.startLine;
  const lines = source
    ? { startLine: lineAt(start), endLine: lineAt(Math.max(start, end - 1)) }
    : { startLine: passage.startLine, endLine: passage.endLine };
  return { sourceTable, sourceId, repositoryId, path, contentHash, ...lines, startChar: start, endChar: end };
}
