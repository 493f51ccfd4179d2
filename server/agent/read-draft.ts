import { hash } from "node:crypto";
import type { Evidence, KnowledgeCategory } from "@/db/schema/knowledge-part";
import type { Claim, Passage } from "@/server/answer/answer";
import { parseCitations } from "@/server/answer/parse-citations";
import { statedIn } from "@/server/answer/stated-tokens";
import { beginningOf } from "@/server/knowledge/beginning-of";
import type { CheckedClaim } from "./check-claim";

/** What is to become an entry, before its places were checked. */
export interface EntryDraft {
  category: KnowledgeCategory;
  title: string;
  /** Markdown, without the numbers that cite. */
  content: string;
  claims: Claim[];
}

/** A model's Markdown in which `[n]` cites a passage: the words without these numbers, laid out as they were, and the claims. */
export function readDraft(text: string, passages: Passage[]): Pick<EntryDraft, "content" | "claims"> {
  let at = 0;
  let content = "";
  const claims: Claim[] = [];
  for (const one of parseCitations(text, passages)) {
    content += text.slice(at, one.startChar) + one.text;
    at = one.endChar;
    claims.push({ text: one.text, citations: one.citations });
  }
  return { content: (content + text.slice(at)).trim(), claims };
}

/** The places of one repository that checked claims rest on, each once, at most 50. */
export function placesOf(
  claims: readonly CheckedClaim[],
  { repositoryId, passages }: { repositoryId: string; passages: readonly Passage[] },
): Evidence[] {
  const places = new Map<string, Evidence>();
  for (const one of supportedOf(claims)) {
    const passage = passages.find(({ chunkId }) => chunkId === one.chunkId);
    if (!passage || one.repositoryId !== repositoryId) continue;
    const { path, startLine, endLine, startChar, endChar } = one;
    // What stands there, to the letter: a quote may differ from it in its line ends.
    const standing = passage.content.slice(startChar - passage.startChar, endChar - passage.startChar);
    places.set(`${path}:${startChar}-${endChar}`, {
      ...{ path, startLine, endLine, startChar, endChar },
      ...{ hash: hash("sha256", standing), text: beginningOf(standing) },
    });
  }
  return [...places.values()].slice(0, 50);
}

/** The citations that the checker lets pass. */
export const supportedOf = (claims: readonly CheckedClaim[]): CheckedClaim["citations"] =>
  claims.flatMap(({ citations }) => citations).filter(({ verdict }) => verdict === "supported");

/** Statements that cite something that does not carry them, or name things and numbers and cite nothing. */
export const unsupportedOf = (claims: readonly CheckedClaim[]): string[] =>
  claims
    .filter(({ citations }) => !citations.some(({ verdict }) => verdict === "supported"))
    .filter(({ citations, text }) => citations.length > 0 || statesSomething(text))
    .map(({ text }) => text);

function statesSomething(text: string): boolean {
  const { numbers, identifiers } = statedIn(text.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, ""));
  return numbers.size + identifiers.size > 0;
}
