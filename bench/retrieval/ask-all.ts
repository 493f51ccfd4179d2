import { withTenant } from "@/db/tenant";
import { getEmbedder } from "@/server/ai/get-embedder";
import { type Fused, fuse, type Scored } from "@/server/search/fuse";
import { listSearchable } from "@/server/search/queries";
import { retrieve } from "@/server/search/retrieve";
import type { SearchScope } from "@/server/search/scope-queries";
import { weighKinds } from "@/server/search/weigh-kinds";
import type { Person } from "@/tests/support/sign-up";
import { exactVectors } from "./exact-vectors";
import type { IndexedChunk, IndexedPackage } from "./index-packages";
import { rankOf } from "./score";

/** `among functions` leaves out of `both` what is no function: the floors were measured on an index of functions alone. */
export type Way = "words" | "vectors" | "both" | "exact fp32" | "among functions";
export type Reach = "inside" | "across";

/** The place of the right chunk for one question, searched inside its own repository or across all of them. */
export interface Asked {
  package: string;
  question: string;
  isHard: boolean;
  ranks: Record<Reach, Record<Way, number>>;
  searchMs: number[];
}

/** Asks every question in every way, through the product's own retrieval and beside it with exact fp32 vectors. */
export async function askAll(
  { person, indexed }: { person: Person; indexed: IndexedPackage[] },
  cacheDir: string,
): Promise<Asked[]> {
  const { organizationId, userId } = person;
  const inTenant = <T>(work: Parameters<typeof withTenant<T>>[1]) =>
    withTenant({ organizationId, userId }, work, { mode: "snapshot" });
  const searchable = await inTenant((tx) => listSearchable(tx));
  const scopeOf = (repositories: typeof searchable): SearchScope => ({
    organizationId,
    ...idsAndGenerations(repositories),
    published: idsAndGenerations(searchable),
    language: null,
    fileIds: null,
  });
  const questions = indexed.flatMap((one) => one.questions.map((question) => ({ ...question, of: one })));
  const texts = questions.map((question) => question.text);
  const { model, embed } = getEmbedder();
  const vectors = await embed(texts, "query");
  const exact = await exactVectors(indexed, texts, cacheDir);
  const everyChunk = indexed.flatMap((one) => one.chunks);
  const kinds = new Map(everyChunk.map((chunk) => [chunk.id, chunk]));

  const asked: Asked[] = [];
  for (const [index, { of, ...question }] of questions.entries()) {
    const right = new Set(of.chunks.filter((chunk) => holds(chunk, question)).map((chunk) => chunk.id));
    if (right.size === 0) throw new Error(`${of.name}/${question.path}: no chunk holds ${question.name}.`);
    const searchMs: number[] = [];
    const ranksIn = async (scope: SearchScope, chunks: IndexedChunk[]) => {
      const startedMs = performance.now();
      const found = await inTenant((tx) =>
        retrieve(tx, scope, { text: question.text, vector: vectors[index] ?? null, model }),
      );
      searchMs.push(performance.now() - startedMs);
      return ranksOf({ found, nearest: exact.nearest(index, chunks), kinds, right });
    };
    const own = searchable.filter(({ id }) => id === of.repositoryId);
    const ranks = {
      inside: await ranksIn(scopeOf(own), of.chunks),
      across: await ranksIn(scopeOf(searchable), everyChunk),
    };
    asked.push({ package: of.name, question: question.text, isHard: question.isHard, ranks, searchMs });
  }
  return asked;
}

const idsAndGenerations = (repositories: { id: string; generation: number }[]) => ({
  repositoryIds: repositories.map((one) => one.id),
  generations: repositories.map((one) => one.generation),
});

/** The place of the right chunk in what was found, in each leg of it, and beside the exact neighbours. */
function ranksOf(search: {
  found: Fused[];
  nearest: Scored[];
  kinds: Map<string, IndexedChunk>;
  right: Set<string>;
}): Record<Way, number> {
  const { found, nearest, kinds, right } = search;
  const leg = (scoreOf: (one: Fused) => number | null): Scored[] =>
    found.flatMap((one) => {
      const score = scoreOf(one);
      return score === null ? [] : [{ id: one.id, score }];
    });
  // A leg alone is weighed as the product weighs it.
  const rank = (vector: Scored[], words: Scored[]) =>
    rankOf(
      weighKinds(fuse(vector, words), kinds).map((one) => one.id),
      right,
    );
  const words = leg((one) => one.words);
  const both = found.map((one) => one.id);
  const isFunction = (id: string) => /^(function|method)$/.test(kinds.get(id)?.symbolKind ?? "");
  return {
    words: rank([], words),
    vectors: rank(
      leg((one) => one.vector),
      [],
    ),
    both: rankOf(both, right),
    "exact fp32": rank(nearest, words),
    "among functions": rankOf(both.filter(isFunction), right),
  };
}

const holds = (chunk: IndexedChunk, question: { path: string; startChar: number }): boolean =>
  chunk.path === question.path &&
  (chunk.startChar ?? 0) <= question.startChar &&
  question.startChar < (chunk.endChar ?? 0);
