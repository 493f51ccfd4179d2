import { hash } from "node:crypto";

/** What is stored beside a text. */
export const textColumns = (contentText: string) => ({
  contentText,
  contentHash: hash("sha256", contentText),
  sizeBytes: Buffer.byteLength(contentText),
});

const editable = new Set(["text/plain", "text/markdown"]);

/** Whether a document's text is what it is, so that it can be written here; else it was taken out of a file. */
export const isEditable = (mimeType: string): boolean => editable.has(mimeType);
