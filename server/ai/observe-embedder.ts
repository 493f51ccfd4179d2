import { inSpan } from "@/db/in-span";
import { metrics } from "@/server/operation/metrics";
import type { Embedder } from "./embedder";

/** The same embedder, whose calls are counted and timed; so are those of its siblings. */
export function observeEmbedder(embedder: Embedder): Embedder {
  const { model, textsAtOnce, isRemote } = embedder;
  return {
    model,
    ...(textsAtOnce !== undefined && { textsAtOnce }),
    ...(isRemote !== undefined && { isRemote }),
    async embed(texts, kind, signal) {
      const startedMs = performance.now();
      const vectors = await inSpan("embed", { kind, texts: texts.length }, () =>
        embedder.embed(texts, kind, signal),
      );
      metrics().embedSeconds.observe({ kind }, (performance.now() - startedMs) / 1_000);
      metrics().embeddings.inc({ kind }, texts.length);
      return vectors;
    },
    sibling: (name) => {
      const sibling = embedder.sibling?.(name);
      return sibling && observeEmbedder(sibling);
    },
    close: () => embedder.close(),
  };
}
