import type { pictureTypes } from "@/db/schema/account";

export interface Picture {
  mimeType: (typeof pictureTypes)[number];
  width: number;
  height: number;
}

/**
 * What a picture says about itself in its first bytes; undefined for everything that is no whole PNG, JPEG or WebP.
 * Neither a name nor a declared type is believed, and an SVG, which can hold scripts, is none of the three.
 */
export function readPicture(bytes: Uint8Array): Picture | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readPng(view) ?? readWebp(view) ?? readJpeg(view);
  } catch (error) {
    // It ends before its header does.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const text = (view: DataView, at: number, length: number) =>
  String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)));

// PNG, third edition, 5.2 and 11.2.2: the signature, then IHDR first; IEND last.
function readPng(view: DataView): Picture | undefined {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return undefined;
  if (text(view, 12, 4) !== "IHDR" || text(view, view.byteLength - 8, 4) !== "IEND") return undefined;
  return { mimeType: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

// RFC 9649: the size of the file stands in its header; lossy, lossless and extended pictures differ in the next chunk.
function readWebp(view: DataView): Picture | undefined {
  if (text(view, 0, 4) !== "RIFF" || text(view, 8, 4) !== "WEBP") return undefined;
  const declared = view.getUint32(4, true) + 8;
  if (declared !== view.byteLength && declared !== view.byteLength - 1) return undefined;
  const size = (width: number, height: number): Picture => ({ mimeType: "image/webp", width, height });
  switch (text(view, 12, 4)) {
    case "VP8 ":
      return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return view.getUint8(20) === 0x2f ? size((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1) : undefined;
    }
    case "VP8X":
      return size(uint24(view, 24) + 1, uint24(view, 27) + 1);
    default:
      return undefined;
  }
}

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;

// ITU T.81, B.1 and B.2.2: segments with their length up to the frame header; the end marker last.
function readJpeg(view: DataView): Picture | undefined {
  if (view.getUint16(0) !== 0xffd8 || view.getUint16(view.byteLength - 2) !== 0xffd9) return undefined;
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { mimeType: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
}
