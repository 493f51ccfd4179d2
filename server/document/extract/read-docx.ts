import mammoth from "mammoth";
import { type Extracted, ExtractionRefusal } from "./extracted.ts";
import { readHtml } from "./read-html.ts";
import type { Package } from "./read-package.ts";
import { readXml } from "./read-xml.ts";
import { storeZip } from "./store-zip.ts";

/** A text document: headings, paragraphs, lists and tables. Pictures are left out. */
export async function readDocx(file: Package): Promise<Extracted> {
  if (!file.names().includes("word/document.xml"))
    throw new ExtractionRefusal("The file is damaged: its text is missing.");
  // Only XML, each part looked at: what else is packed in it never reaches the parser.
  const parts = file.names().filter((name) => /\.(xml|rels)$/i.test(name) && !/\/(media|theme)\//.test(name));
  const checked = parts.map((name) => {
    const xml = file.readXml(name) ?? "";
    readXml(xml, {});
    return { name, content: Buffer.from(xml) };
  });
  const { value } = await mammoth.convertToHtml(
    { buffer: storeZip(checked) },
    { convertImage: mammoth.images.imgElement(async () => ({ src: "" })), externalFileAccess: false },
  );
  return readHtml(value);
}
