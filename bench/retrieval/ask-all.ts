import { withTenant } from "@/db/tenant";
import { createEmbedder } from "@/server/ai/embedder";
import { getEmbedder } from "@/server/ai/get-embedder";
import { embeddingText } from "@/server/indexing/embedding-text";
import { isProse } from "@/server/indexing/language";
import { fuse, type Scored } from "@/server/search/fuse";
import { listSearchable } from "@/server/search/queries";
import { retrieve } from "@/server/search/retrieve";
import type { Person } from "@/tests/support/sign-up";
import type { IndexedChunk, IndexedPackage } from "./index-packages";
import { rankOf } from "./score";

export type Way = "words" | "vectors" | "both" | "exact fp32";
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
  const published = {
    repositoryIds: searchable.map((one) => one.id),
    generations: searchable.map((one) => one.generation),
  };
  const everything = { organizationId, ...published, published, language: null, fileIds: null };
  const embedder = getEmbedder();
  const questions = indexed.flatMap((one) => one.questions);
  const texts = questions.map((one) => one.text);
  const vectors = await embedder.embed(texts, "query");
  const exact = await exactVectors(indexed, texts, cacheDir);

  const asked: Asked[] = [];
  for (const one of indexed) {
    const inside = {
      ...everything,
      repositoryIds: [one.repositoryId],
      generations: searchable.filter(({ id }) => id === one.repositoryId).map(({ generation }) => generation),
    };
    for (const question of one.questions) {
      const index = asked.length;
      const right = new Set(one.chunks.filter((chunk) => holds(chunk, question)).map((chunk) => chunk.id));
      if (right.size === 0) throw new Error(`${one.name}/${question.path}: no chunk holds ${question.name}.`);
      const searchMs: number[] = [];
      const ranksIn = async (reach: Reach): Promise<Record<Way, number>> => {
        const scope = reach === "inside" ? inside : everything;
        const startedMs = performance.now();
        const vector = vectors[index] ?? null;
        const found = await inTenant((tx) =>
          retrieve(tx, scope, { text: question.text, vector, model: embedder.model }),
        );
        searchMs.push(performance.now() - startedMs);
        const leg = (score: (one: (typeof found)[number]) => number | null): Scored[] =>
          found.flatMap((it) => {
            const value = score(it);
            return value === null ? [] : [{ id: it.id, score: value }];
          });
        const words = leg((it) => it.words);
        const chunks = reach === "inside" ? one.chunks : indexed.flatMap((it) => it.chunks);
        return {
          words: rankOf(sorted(words), right),
          vectors: rankOf(sorted(leg((it) => it.vector)), right),
          both: rankOf(
            found.map((it) => it.id),
            right,
          ),
          "exact fp32": rankOf(
            fuse(exact.nearest(index, chunks), words).map((it) => it.id),
            right,
          ),
        };
      };
      const ranks = { inside: await ranksIn("inside"), across: await ranksIn("across") };
      asked.push({ package: one.name, question: question.text, isHard: question.isHard, ranks, searchMs });
    }
  }
  return asked;
}

const holds = (chunk: IndexedChunk, question: { path: string; startChar: number }): boolean =>
  chunk.path === question.path &&
  (chunk.startChar ?? 0) <= question.startChar &&
  question.startChar < (chunk.endChar ?? 0);

const sorted = (leg: Scored[]): string[] =>
  leg.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).map((one) => one.id);

/** What the vector leg would be without quantization, signatures and half precision: every cosine, in fp32. */
async function exactVectors(indexed: IndexedPackage[], questions: string[], cacheDir: string) {
  const embedder = createEmbedder({ kind: "minilm", cacheDir, precision: "fp32", threads: 2 });
  const chunks = indexed.flatMap((one) => one.chunks);
  const vectors = new Map<string, Float32Array>();
  for (const kind of ["code", "prose"] as const) {
    const some = chunks.filter((chunk) => isProse(chunk.language) === (kind === "prose"));
    const made = await embedder.embed(
      some.map((chunk) => embeddingText(chunk, chunk.path, chunk.language)),
      kind,
    );
    some.forEach((chunk, index) => {
      vectors.set(chunk.id, made[index] ?? new Float32Array());
    });
  }
  const asked = await embedder.embed(questions, "query");
  await embedder.close();
  return {
    nearest(index: number, among: IndexedChunk[]): Scored[] {
      const question = asked[index] ?? new Float32Array();
      return among
        .map(({ id }) => ({ id, score: cosine(question, vectors.get(id) ?? new Float32Array()) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, 100);
    },
  };
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
