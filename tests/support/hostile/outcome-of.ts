import { extractText } from "@/server/document/extract/extract-text";
import { ExtractionRefusal } from "@/server/document/extract/extracted";
import { readUpload } from "@/server/document/read-upload";

export type Outcome = { refused: string } | { text: string };

/** What becomes of a file, by the ways of an upload and of the worker after it. */
export async function outcomeOf(name: string, bytes: Buffer): Promise<Outcome> {
  const read = readUpload(name, bytes);
  if (read.status === "refused") return { refused: read.reason };
  if (read.status === "text") return { text: read.text };
  try {
    const task = { mimeType: read.mimeType, bytes };
    return { text: (await extractText(task, new AbortController().signal)).text };
  } catch (error) {
    if (error instanceof ExtractionRefusal) return { refused: error.message };
    throw error;
  }
}

/** What is wrong with an outcome; undefined when it is as the corpus says. */
export function faultOf(outcome: Outcome, ends: { refused: RegExp } | { text: RegExp }): string | undefined {
  const [said, wanted] =
    "refused" in ends
      ? ["refused" in outcome && outcome.refused, ends.refused]
      : ["text" in outcome && outcome.text, ends.text];
  return typeof said === "string" && wanted.test(said) ? undefined : JSON.stringify(outcome).slice(0, 200);
}
