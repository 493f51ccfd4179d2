import { getDocumentProxy } from "unpdf";
import { type Extracted, ExtractionRefusal, TextBuilder } from "./extracted.ts";

const MOST_PAGES = 5_000;

/** The words of each page. A file whose pages hold none has been scanned. */
export async function readPdf(bytes: Buffer): Promise<Extracted> {
  const pdf = await open(bytes);
  if (pdf.numPages > MOST_PAGES)
    throw new ExtractionRefusal(`It has more than ${MOST_PAGES.toLocaleString("en-US")} pages. Split it.`);
  const text = new TextBuilder();
  let hasWords = false;
  for (let number = 1; number <= pdf.numPages; number++) {
    // One after the other, each forgotten before the next: all at once would not fit.
    const page = await pdf.getPage(number);
    const words = wordsOf((await page.getTextContent()).items);
    page.cleanup();
    hasWords ||= words !== "";
    text.begin(`Page ${number}`);
    // A heading, so that no passage reaches over two pages.
    text.add(`## Page ${number}\n\n${words}\n\n`);
  }
  if (!hasWords)
    throw new ExtractionRefusal(
      "Its pages are pictures without text, as a scanner makes them. Let a program recognise the text (OCR), then upload that file.",
    );
  return text.end();
}

function wordsOf(items: object[]): string {
  const parts = items.map((item) =>
    "str" in item && typeof item.str === "string"
      ? `${item.str}${"hasEOL" in item && item.hasEOL ? "\n" : ""}`
      : "",
  );
  return parts.join("").trim();
}

async function open(bytes: Buffer) {
  try {
    // The same memory: nobody else reads it, and it may be 25 MiB.
    const data = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return await getDocumentProxy(data, { stopAtErrors: false });
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException")
      throw new ExtractionRefusal(
        "It is protected by a password. Save it without one, then upload it again.",
      );
    throw new ExtractionRefusal(
      "The file is damaged: it is no PDF that can be read. Save it again, then upload it.",
      { cause: error },
    );
  }
}
