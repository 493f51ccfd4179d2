import { extname } from "node:path";
import { decodeText } from "@/server/indexing/source/decode-text";
import { HTML, kindOfBytes } from "./file-kinds";

/** 25 MiB. */
export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024;
export const TOO_LARGE =
  "The file is larger than 25 MiB, the most a document may have. Split it, or leave out its pictures.";

/** What an upload is, by its bytes: text, a file whose text has still to be taken from it, or nothing that can be read. */
export type Upload =
  | { status: "text"; mimeType: string; text: string }
  | { status: "file"; mimeType: string }
  | { status: "refused"; reason: string };

const kindsOfText: Record<string, string> = {
  ".md": "text/markdown",
  ".markdown": "text/markdown",
  ".mdx": "text/markdown",
  ".csv": "text/csv",
  ".json": "application/json",
};

/** Finds out from the bytes what was uploaded; the name only says which kind of text a text is. */
export function readUpload(name: string, bytes: Buffer): Upload {
  if (bytes.length === 0)
    return { status: "refused", reason: "The file is empty. Choose one with something in it." };
  const kind = kindOfBytes(bytes);
  if (kind) return "reason" in kind ? { status: "refused", ...kind } : { status: "file", ...kind };
  const text = decodeText(bytes);
  if (text === undefined)
    return {
      status: "refused",
      reason:
        "This kind of file cannot be read. Upload text (UTF-8, or UTF-16 with its mark), a web page, a PDF, or a .docx, .xlsx or .pptx file.",
    };
  const extension = extname(name).toLowerCase();
  const isPage = /^\.x?html?$/.test(extension) || /^\s*(<!doctype html|<html[\s>])/i.test(text.slice(0, 500));
  if (isPage && kindsOfText[extension] === undefined) return { status: "file", mimeType: HTML };
  return { status: "text", mimeType: kindsOfText[extension] ?? "text/plain", text };
}
