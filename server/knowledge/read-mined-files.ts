import { withTenant } from "@/db/tenant";
import type { MinedFile } from "./finding";
import { needsText } from "./mine/repository";
import { listSymbols, listTexts } from "./queries";

const FILES_AT_ONCE = 100;

/**
 * The published files of a generation as the miner reads them, some a transaction. Of a file that it reads nothing of but
 * names only the first line is kept: it stands for the file as evidence.
 */
export async function readMinedFiles(
  {
    organizationId,
    repositoryId,
    generation,
  }: { organizationId: string; repositoryId: string; generation: number },
  keep: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<MinedFile[]> {
  const files: MinedFile[] = [];
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
    for (const { id, path, language, content } of texts) {
      const file = { path, language, content, symbols: byFile.get(id) ?? [] };
      const isWhole = keep.has(path) || needsText(file);
      files.push(isWhole ? file : { ...file, content: firstLineOf(content) });
    }
    const last = texts.at(-1);
    if (!last || texts.length < FILES_AT_ONCE) return files;
    afterPath = last.path;
  }
}

const firstLineOf = (content: string): string => content.split("\n", 1)[0] ?? "";
