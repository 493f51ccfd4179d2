import { parentPort } from "node:worker_threads";
import { type Extracted, ExtractionRefusal } from "./extracted.ts";
import { damaged, openPackage } from "./read-package.ts";

/** What to take the text from. The kinds of file are those of `server/document/file-kinds.ts`. */
export interface ExtractionTask {
  mimeType: string;
  bytes: Uint8Array;
}

/** A refusal travels as data: an error class does not survive the way between threads. */
export type ExtractionAnswer =
  | { status: "done"; extracted: Extracted }
  | { status: "refused"; reason: string };

parentPort?.once("message", async (task: ExtractionTask) => {
  parentPort?.postMessage(await answer(task));
});

async function answer({ mimeType, bytes }: ExtractionTask): Promise<ExtractionAnswer> {
  try {
    const extracted = await extract(mimeType, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (extracted.text.trim() === "")
      throw new ExtractionRefusal("There is no text in it, so nothing of it can be found.");
    // Neither can be stored, and no reader misses them.
    const text = extracted.text.replaceAll("\0", " ").toWellFormed();
    return { status: "done", extracted: { ...extracted, text } };
  } catch (error) {
    // A parser that gives up, or that recursion has ended, has met no file that an honest program wrote.
    const refusal = error instanceof ExtractionRefusal ? error : damaged(error);
    return { status: "refused", reason: refusal.message };
  }
}

/** Each parser is loaded for its own kind of file only; what it then does is counted. */
async function extract(mimeType: string, bytes: Buffer): Promise<Extracted> {
  const read = await readerOf(mimeType);
  parentPort?.postMessage("loaded");
  return read(bytes);
}

async function readerOf(mimeType: string): Promise<(bytes: Buffer) => Extracted | Promise<Extracted>> {
  switch (mimeType) {
    case "application/pdf":
      return (await import("./read-pdf.ts")).readPdf;
    case "text/html": {
      const { readHtml } = await import("./read-html.ts");
      return (bytes) => readHtml(decode(bytes));
    }
    case "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {
      const { readDocx } = await import("./read-docx.ts");
      return async (bytes) => readDocx(await openPackage(bytes));
    }
    case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
      const { readXlsx } = await import("./read-xlsx.ts");
      return async (bytes) => readXlsx(await openPackage(bytes));
    }
    case "application/vnd.openxmlformats-officedocument.presentationml.presentation": {
      const { readPptx } = await import("./read-pptx.ts");
      return async (bytes) => readPptx(await openPackage(bytes));
    }
    default:
      throw new ExtractionRefusal("This kind of file cannot be read.");
  }
}

function decode(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = !isUtf16 ? "utf-8" : bytes[0] === 0xff ? "utf-16le" : "utf-16be";
  return new TextDecoder(encoding).decode(bytes);
}
