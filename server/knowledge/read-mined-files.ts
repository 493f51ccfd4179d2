import { withTenant } from "@/db/tenant";
import type { MinedFile } from "./finding";
import { needsText } from "./mine/repository";
import { listSymbols, listTexts } from "./text-queries";

const FILES_AT_ONCE = 100;

/**
 * The published files of a generation as the miner reads them, one batch a transaction, so that no more than a batch is in
 * memory here. Of a file that it reads nothing of but names only the first line is given: it stands for the file as
 * evidence.
 */
export async function* readMinedFiles(
  {
    organizationId,
    repositoryId,
    generation,
  }: { organizationId: string; repositoryId: string; generation: number },
  signal: AbortSignal,
): AsyncGenerator<MinedFile[], void, undefined> {
  for (let afterPath = ""; ; ) {
    signal.throwIfAborted();
    const { texts, symbols } = await withTenant(
      { organizationId, as: "agent" },
      async (tx) => {
        const found = await listTexts(tx, { repositoryId, generation, afterPath, limit: FILES_AT_ONCE });
        const ids = found.map(({ id }) => id);
        return { texts: found, symbols: ids.length === 0 ? [] : await listSymbols(tx, ids) };
      },
      { mode: "snapshot" },
    );
    const byFile = Map.groupBy(symbols, ({ fileId }) => fileId);
    const last = texts.at(-1);
    if (!last) return;
    yield texts.map(({ id, path, language, content }) => {
      const file = { path, language, content, symbols: byFile.get(id) ?? [] };
      return needsText(file) ? file : { ...file, content: firstLineOf(content) };
    });
    if (texts.length < FILES_AT_ONCE) return;
    afterPath = last.path;
  }
}

const firstLineOf = (content: string): string => content.split("\n", 1)[0] ?? "";
