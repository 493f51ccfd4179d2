import { withTenant } from "@/db/tenant";
import type { PreparedFile } from "./prepare-file";
import type { RunState } from "./run-state";
import { type FileToWrite, listReusableChunks } from "./write-files";

/** Gives every new or changed chunk its vector; a chunk whose text stands in the stored file keeps the vector it has. */
export async function embedBatch(
  state: RunState,
  files: PreparedFile[],
  signal: AbortSignal,
): Promise<FileToWrite[]> {
  const { embedder } = state;
  const changed = files.filter((one) => one.outcome !== "unchanged");
  const replaced = changed.flatMap((one) => state.known.get(one.path)?.id ?? []);
  const reusable = new Map<string, string>();
  if (replaced.length > 0) {
    const stored = await withTenant({ organizationId: state.lease.organizationId, as: "agent" }, (tx) =>
      listReusableChunks(tx, replaced, embedder.model),
    );
    for (const chunk of stored) reusable.set(`${chunk.fileId}:${chunk.contentHash}`, chunk.id);
  }
  const toWrite = changed.map((one): FileToWrite => {
    const replacesId = state.known.get(one.path)?.id;
    const chunks = one.outcome === "indexed" ? one.chunks : [];
    return {
      prepared: one,
      replacesId,
      chunks: chunks.map((chunk) => ({
        ...chunk,
        vector: undefined,
        reuseChunkId:
          replacesId === undefined ? undefined : reusable.get(`${replacesId}:${chunk.contentHash}`),
      })),
    };
  });
  for (const kind of ["code", "prose"] as const) {
    const fresh = toWrite
      .filter(({ prepared }) => prepared.outcome === "indexed" && prepared.kind === kind)
      .flatMap(({ chunks }) => chunks.filter((chunk) => chunk.reuseChunkId === undefined));
    if (fresh.length === 0) continue;
    const vectors = await embedder.embed(
      fresh.map((chunk) => chunk.embeddingText),
      kind,
      signal,
    );
    fresh.forEach((chunk, index) => {
      chunk.vector = vectors[index];
    });
    state.counts.embeddings += fresh.length;
  }
  return toWrite;
}
