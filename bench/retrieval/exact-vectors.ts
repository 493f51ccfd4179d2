import { createEmbedder } from "@/server/ai/embedder";
import { embeddingText } from "@/server/indexing/embedding-text";
import { isProse } from "@/server/indexing/language";
import type { Scored } from "@/server/search/fuse";
import type { IndexedChunk, IndexedPackage } from "./index-packages";

/** What the vector leg would be without quantization, signatures and half precision: every cosine, in fp32. */
export async function exactVectors(indexed: IndexedPackage[], questions: string[], cacheDir: string) {
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
