import { type RunState, withLease } from "./run-state";
import { closeFiles, moveAside, writeFiles } from "./write-files";

const CLOSE_FILES_PER_TRANSACTION = 100;

/** Ends the rows of files that the source no longer has, and records what the listing itself left out. */
export async function closeGoneFiles(state: RunState): Promise<void> {
  const { generation, repositoryId, lease, counts } = state;
  const listed = new Set([
    ...state.queue.map((one) => one.path),
    ...state.listing.skipped.map((one) => one.path),
  ]);
  const gone = [...state.known].filter(([path]) => !listed.has(path));
  const skipped = state.listing.skipped.filter(
    ({ path, reason }) => state.known.get(path)?.contentHash !== `listing:${reason.code}`,
  );
  state.hasChanged ||= gone.length + skipped.length > 0;
  counts.filesRemoved += gone.filter(([, known]) => known.firstGeneration < generation).length;
  await withLease(lease, { phase: "publishing", ...counts }, async (tx) => {
    const replaced = skipped.flatMap(({ path }) => state.known.get(path)?.id ?? []);
    await moveAside(tx, replaced, generation);
    const target = {
      organizationId: lease.organizationId,
      repositoryId,
      generation,
      embeddingModel: state.embedder.model,
    };
    for (let start = 0; start < skipped.length; start += CLOSE_FILES_PER_TRANSACTION) {
      await writeFiles(
        tx,
        target,
        skipped.slice(start, start + CLOSE_FILES_PER_TRANSACTION).map(({ path, reason }) => ({
          prepared: {
            outcome: "skipped",
            path,
            contentHash: `listing:${reason.code}`,
            sizeBytes: 0,
            reason: reason.sentence,
          },
          replacesId: undefined,
          chunks: [],
        })),
      );
    }
    await closeFiles(tx, replaced, generation);
  });
  for (let start = 0; start < gone.length; start += CLOSE_FILES_PER_TRANSACTION) {
    const ids = gone.slice(start, start + CLOSE_FILES_PER_TRANSACTION).map(([, known]) => known.id);
    await withLease(lease, {}, (tx) => closeFiles(tx, ids, generation));
  }
}
