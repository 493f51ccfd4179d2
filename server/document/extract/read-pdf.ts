import { extractText, getDocumentProxy } from "unpdf";
import { type Extracted, ExtractionRefusal, TextBuilder } from "./extracted.ts";

const MOST_PAGES = 5_000;

/** The words of each page. A file whose pages hold none has been scanned. */
export async function readPdf(bytes: Buffer): Promise<Extracted> {
  const pdf = await open(bytes);
  if (pdf.numPages > MOST_PAGES)
    throw new ExtractionRefusal(`It has more than ${MOST_PAGES.toLocaleString("en-US")} pages. Split it.`);
  const { text: pages } = await extractText(pdf, { mergePages: false });
  const text = new TextBuilder();
  pages.forEach((page, index) => {
    const label = `Page ${index + 1}`;
    text.begin(label);
    // A heading, so that no passage reaches over two pages.
    text.add(`## ${label}\n\n${page.trim()}\n\n`);
  });
  if (pages.every((page) => page.trim() === ""))
    throw new ExtractionRefusal(
      "Its pages are pictures without text, as a scanner makes them. Let a program recognise the text (OCR), then upload that file.",
    );
  return text.end();
}

async function open(bytes: Buffer) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { stopAtErrors: false });
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException")
      throw new ExtractionRefusal(
        "It is protected by a password. Save it without one, then upload it again.",
      );
    throw new ExtractionRefusal(
      "The file is damaged: it is no PDF that can be read. Save it again, then upload it.",
      {
        cause: error,
      },
    );
  }
}
