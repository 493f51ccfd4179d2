import type { TenantTx } from "@/db/tenant";
import { excerptOf } from "./excerpt";
import type { Fused } from "./fuse";
import { highlight } from "./highlight";
import { listChunks, listTextKeys } from "./queries";
import type { ResolvedScope } from "./resolve-scope";
import type { SearchItem } from "./result";
import { type Question, retrieve } from "./retrieve";
import { words } from "./words";

/** All results of a question in their order, as a function that fetches one page of them. Equal texts appear once. */
export async function searchHybrid(tx: TenantTx, scope: ResolvedScope, question: Question) {
  const ranked = await withoutCopies(tx, scope, await retrieve(tx, scope, question));
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
    return page.flatMap(({ id, fused, vector, words: literal, copies }): SearchItem[] => {
      const chunk = chunks.get(id);
      if (!chunk) return [];
      const { content, startLine, ...rest } = chunk;
      const hits = highlight(content, tokens);
      const excerpt = excerptOf({ content, startLine: startLine ?? 1 }, hits);
      const repositoryName = scope.repositoryNames.get(chunk.repositoryId) ?? "";
      return [
        {
          ...rest,
          ...excerpt,
          repositoryName,
          hitCount: hits.length,
          copies,
          scores: { fused, vector, words: literal },
        },
      ];
    });
  };
  return { total: ranked.length, isCut: false, fetchPage };
}

/** The best of each text, with how many more places hold it to the letter. */
async function withoutCopies(
  tx: TenantTx,
  scope: ResolvedScope,
  ranked: Fused[],
): Promise<(Fused & { copies: number })[]> {
  if (ranked.length === 0) return [];
  const keys = await listTextKeys(
    tx,
    scope.organizationId,
    ranked.map((one) => one.id),
  );
  const best = new Map<string, Fused & { copies: number }>();
  for (const one of ranked) {
    const key = keys.get(one.id) ?? one.id;
    const first = best.get(key);
    if (first) first.copies += 1;
    else best.set(key, { ...one, copies: 0 });
  }
  return [...best.values()];
}
