import type { TenantTx } from "@/db/tenant";
import { collapseCopies } from "./collapse-copies";
import { readDocumentPaths } from "./document-queries";
import { excerptOf } from "./excerpt";
import { highlight } from "./highlight";
import { placeAt } from "./place-at";
import type { ResolvedScope } from "./resolve-scope";
import type { SearchItem } from "./result";
import { type Question, retrieve } from "./retrieve";
import { isWithin, type Within } from "./spans-within";
import { listChunks, listTexts } from "./text-queries";
import { words } from "./words";

/** All results of a question in their order, as a function that fetches one page of them. Copies appear once. */
export async function searchHybrid(tx: TenantTx, scope: ResolvedScope, question: Question) {
  const found = await retrieve(tx, scope, question);
  const ids = found.map((one) => one.id);
  const texts = await listTexts(tx, scope.organizationId, ids);
  const { within } = scope;
  // What was deleted a moment ago has no text any more.
  const inside = found.filter(({ id }) => (within ? isInside(texts.get(id), within) : texts.has(id)));
  const ranked = collapseCopies(inside, texts);
  const tokens = new Set(words(question.text));
  const fetchPage = async (from: number, to: number): Promise<SearchItem[]> => {
    const page = ranked.slice(from, to);
    if (page.length === 0) return [];
    const chunks = new Map(
      (
        await listChunks(
          tx,
          scope.organizationId,
          page.map((one) => one.id),
        )
      ).map((one) => [one.id, one]),
    );
    const paths = await readDocumentPaths(
      tx,
      [...chunks.values()].flatMap(({ kind, fileId }) => (kind === "document" ? [fileId] : [])),
    );
    return page.flatMap(({ id, fused, vector, words: literal, copies }): SearchItem[] => {
      const chunk = chunks.get(id);
      if (!chunk) return [];
      const { content, startLine, startChar, places, ...rest } = chunk;
      const hits = highlight(content, tokens);
      const excerpt = excerptOf({ content, startLine: startLine ?? 1 }, hits);
      const { repositoryId } = chunk;
      const repositoryName = repositoryId === null ? null : (scope.repositoryNames.get(repositoryId) ?? "");
      return [
        {
          ...rest,
          ...excerpt,
          path: paths.get(chunk.fileId) ?? chunk.path,
          repositoryName,
          place: placeAt(places, startChar + (hits[0]?.start ?? 0)),
          declares: null,
          hitCount: hits.length,
          copies,
          scores: { fused, vector, words: literal },
        },
      ];
    });
  };
  return { total: ranked.length, isCut: false, fetchPage };
}

function isInside(
  passage: { fileId: string; startLine: number | null; endLine: number | null } | undefined,
  within: Within,
): boolean {
  if (passage === undefined || passage.startLine === null || passage.endLine === null) return false;
  return isWithin({ ...passage, startLine: passage.startLine, endLine: passage.endLine }, within);
}
