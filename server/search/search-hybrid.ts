import type { TenantTx } from "@/db/tenant";
import { excerptOf } from "./excerpt";
import { highlight } from "./highlight";
import { listChunks } from "./queries";
import type { ResolvedScope } from "./resolve-scope";
import type { SearchItem } from "./result";
import { type Question, retrieve } from "./retrieve";
import { words } from "./words";

/** All results of a question in their order, as a function that fetches one page of them. */
export async function searchHybrid(tx: TenantTx, scope: ResolvedScope, question: Question) {
  const ranked = await retrieve(tx, scope, question);
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
    return page.flatMap(({ id, fused, vector, words: literal }): SearchItem[] => {
      const chunk = chunks.get(id);
      if (!chunk) return [];
      const { content, startLine, ...rest } = chunk;
      const excerpt = excerptOf({ content, startLine: startLine ?? 1 }, highlight(content, tokens));
      const repositoryName = scope.repositoryNames.get(chunk.repositoryId) ?? "";
      return [
        {
          ...rest,
          ...excerpt,
          repositoryName,
          hitCount: excerpt.hits.length,
          scores: { fused, vector, words: literal },
        },
      ];
    });
  };
  return { total: ranked.length, isCut: false, fetchPage };
}
