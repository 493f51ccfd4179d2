import { hash } from "node:crypto";
import { HTML, WORD } from "./file-kinds";

/** What is stored beside a text. */
export const textColumns = (contentText: string) => ({
  contentText,
  contentHash: hash("sha256", contentText),
  sizeBytes: Buffer.byteLength(contentText),
});

const editable = new Set(["text/plain", "text/markdown", "text/csv", "application/json"]);

/** Whether a document's text is what it is, so that it can be written here; else it was taken out of a file. */
export const isEditable = (mimeType: string): boolean => editable.has(mimeType);

/** Whether a text reads best as Markdown: written so, or taken out of what has headings and paragraphs. */
export const isMarked = (mimeType: string): boolean => ["text/markdown", HTML, WORD].includes(mimeType);

/** Whether a document's text was taken out of a file, and is marked as Markdown is. */
export const isTakenOut = (mimeType: string): boolean =>
  mimeType === "text/html" || (mimeType.startsWith("application/") && !editable.has(mimeType));
