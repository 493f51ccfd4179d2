import { extname } from "node:path";
import { decodeText } from "@/server/indexing/source/decode-text";

/** 25 MiB. */
export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024;
export const TOO_LARGE =
  "The file is larger than 25 MiB, the most a document may have. Split it, or leave out its pictures.";

/** What an upload is, by its bytes. A refused one has a reason for the person who sent it. */
export type Upload =
  | { status: "text"; mimeType: string; text: string }
  | { status: "refused"; reason: string };

const kindsOfText: Record<string, string> = {
  ".md": "text/markdown",
  ".markdown": "text/markdown",
  ".mdx": "text/markdown",
};

/** Finds out from the bytes what was uploaded; the name only says which kind of text a text is. */
export function readUpload(name: string, bytes: Buffer): Upload {
  if (bytes.length === 0)
    return { status: "refused", reason: "The file is empty. Choose one with something in it." };
  const text = decodeText(bytes);
  if (text === undefined)
    return {
      status: "refused",
      reason: "This kind of file cannot be read. Upload text: UTF-8, or UTF-16 with its mark.",
    };
  return { status: "text", mimeType: kindsOfText[extname(name).toLowerCase()] ?? "text/plain", text };
}
