import { isUtf8 } from "node:buffer";

const utf16Decoders = {
  little: new TextDecoder("utf-16le", { fatal: true }),
  big: new TextDecoder("utf-16be", { fatal: true }),
};

/**
 * The text of a file without its byte order mark, or undefined if it is none: strictly UTF-8, or UTF-16 if a mark
 * says so. A NUL, which no text holds and Postgres cannot store, makes it binary.
 */
export function decodeText(content: Buffer): string | undefined {
  const text = decode(content);
  return text?.includes("\0") ? undefined : text;
}

function decode(content: Buffer): string | undefined {
  if (content[0] === 0xff && content[1] === 0xfe) return decodeUtf16(utf16Decoders.little, content);
  if (content[0] === 0xfe && content[1] === 0xff) return decodeUtf16(utf16Decoders.big, content);
  if (!isUtf8(content)) return undefined;
  const hasMark = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
  return content.toString("utf8", hasMark ? 3 : 0);
}

function decodeUtf16(decoder: TextDecoder, content: Buffer): string | undefined {
  try {
    return decoder.decode(content);
  } catch {
    return undefined;
  }
}
