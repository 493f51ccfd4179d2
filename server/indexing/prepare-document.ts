import { detectLanguage } from "./language.ts";
import type { PreparedChunk } from "./prepare-chunk.ts";
import { prepareText } from "./prepare-file.ts";

/** What is stored of a document's text, vectors aside. `secretSpans`: half-open, in UTF-16 code units. */
export interface PreparedDocument {
  language: string;
  kind: "code" | "prose";
  chunks: PreparedChunk[];
  secretSpans: [number, number][];
}

/** As a file is prepared; a text whose name says nothing is read as prose. */
export async function prepareDocument({
  name,
  language: known,
  text,
}: {
  name: string;
  language?: string | undefined;
  text: string;
}): Promise<PreparedDocument> {
  const language = known ?? detectLanguage(name, text.slice(0, 200).split("\n", 1)[0]) ?? "text";
  const { kind, chunks, content } = await prepareText({ path: name, language, text });
  return { language, kind, chunks, secretSpans: changedSpans(text, content) };
}

/** Where two texts of one length differ. */
function changedSpans(before: string, after: string): [number, number][] {
  const spans: [number, number][] = [];
  if (before === after) return spans;
  for (let at = 0; at < before.length; at++) {
    if (before[at] === after[at]) continue;
    const start = at;
    while (at < before.length && before[at] !== after[at]) at++;
    spans.push([start, at]);
  }
  return spans;
}
