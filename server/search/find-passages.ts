import type { TenantTx } from "@/db/tenant";
import type { Passage } from "@/server/answer/answer";
import { signatureOf } from "@/server/answer/signature-of";
import { isProse } from "@/server/indexing/language";
import { collapseCopies } from "./collapse-copies";
import { readPlaces } from "./read-places";
import { type Question, type Retrieved, retrieveMeasured, type Term } from "./retrieve";
import type { SearchScope } from "./scope-queries";
import { listTexts } from "./text-queries";
import { words } from "./words";

/** So many are looked at closer before `keepBest` chooses. */
const MOST_CANDIDATES = 30;

/**
 * The passages that best answer a question, best first, each text once, with what tells whether they answer at all. One
 * snapshot must cover the call. `lookCloser` adds what needs a model, outside of the transaction.
 */
export async function findPassages(
  tx: TenantTx,
  scope: SearchScope,
  question: Question,
  limit = MOST_CANDIDATES,
): Promise<Passage[]> {
  return passagesOf(tx, { scope, question, retrieved: await retrieveMeasured(tx, scope, question), limit });
}

/** The best of what was retrieved as passages; of a document that is being changed only what still stands in it. */
export async function passagesOf(
  tx: TenantTx,
  {
    scope: { organizationId },
    question,
    retrieved: { found, similarities, terms },
    limit = MOST_CANDIDATES,
  }: { scope: SearchScope; question: Question; retrieved: Retrieved; limit?: number | undefined },
): Promise<Passage[]> {
  const near = found.slice(0, limit * 2);
  const ids = near.map((one) => one.id);
  if (ids.length === 0) return [];
  const kept = collapseCopies(near, await listTexts(tx, organizationId, ids)).slice(0, limit);
  const rows = await readPlaces(
    tx,
    organizationId,
    kept.map((one) => one.id),
  );
  const byId = new Map(rows.map((row) => [row.chunkId, row]));
  // Cosines lie where a model puts them: only those of the built-in one can be judged by themselves.
  const isKnown = /^all-MiniLM-L6-v2\//.test(question.model) && similarities.size > 0;
  const least = Math.min(...similarities.values());
  return kept.flatMap(({ id, fused }): Passage[] => {
    const row = byId.get(id);
    if (!row) return [];
    const { symbolKind, scope: around, language, startLine, endLine, startChar, endChar, ...rest } = row;
    if (startLine === null || endLine === null || startChar === null || endChar === null) return [];
    const whole = [rest.content, rest.symbol ?? "", around ?? "", rest.path].join("\n");
    const signals = {
      // What the search by meaning did not return is at most as near as the last that it did.
      similarity: isKnown ? (similarities.get(id) ?? least) : null,
      ...{ signatureSimilarity: null, nameSimilarity: null, gistSimilarity: null },
      coverage: coverageOf(terms, whole),
      signatureCoverage: coverageOf(terms, signatureOf(rest.content)),
      nameCoverage: coverageOf(terms, rest.symbol ?? ""),
      scope: around,
      kind: symbolKind,
      isCode: !isProse(language),
    };
    return [{ ...rest, startLine, endLine, startChar, endChar, score: fused, signals }];
  });
}

function coverageOf(terms: Term[], text: string): number {
  const held = new Set(words(text));
  const sum = (some: Term[]) => some.reduce((total, { idf }) => total + idf, 0);
  const all = sum(terms);
  return all === 0 ? 0 : sum(terms.filter(({ token }) => held.has(token))) / all;
}
