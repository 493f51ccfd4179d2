import { chunkProse } from "@/server/indexing/chunk-prose";
import { Lines } from "@/server/indexing/lines";
import { type PreparedChunk, prepareChunk } from "@/server/indexing/prepare-chunk";
import { textOfEntry } from "./text-of-entry";

/** What an entry's text is in: as its author wrote it. */
export const ENTRY_LANGUAGE = "markdown";

/** Cuts an entry into chunks by its headings and paragraphs: short enough for the thread that saves it. */
export async function prepareEntry(entry: {
  category: string;
  title: string;
  content: string;
}): Promise<PreparedChunk[]> {
  const chunks = chunkProse(new Lines(await textOfEntry(entry)), ENTRY_LANGUAGE);
  // Words of the category find it as those of a path find a file.
  return chunks.map((chunk, position) =>
    prepareChunk({ position, ...chunk }, entry.category, ENTRY_LANGUAGE),
  );
}
