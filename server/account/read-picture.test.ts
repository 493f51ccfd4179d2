import { expect, test } from "vitest";
import { makePng } from "@/tests/support/make-png";
import { readPicture } from "./read-picture";

const bytesOf = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
    ),
  );

// Frame header of a baseline JPEG of 48 × 64 after an application segment of six bytes.
const jpeg = bytesOf(
  [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x06, 0x4a, 0x46, 0x49, 0x46],
  [0xff, 0xc0, 0x00, 0x0b, 0x08, 0x00, 0x40, 0x00, 0x30, 0x01, 0x01, 0x11, 0x00],
  [0xff, 0xd9],
);
const webp = (kind: string, header: number[]) => {
  const body = bytesOf("WEBP", kind, [header.length, 0, 0, 0], header);
  return bytesOf("RIFF", [body.length, 0, 0, 0], [...body]);
};

test.each([
  ["a PNG", new Uint8Array(makePng(48, 64)), "image/png"],
  ["a JPEG", jpeg, "image/jpeg"],
  ["a lossy WebP", webp("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 48, 0, 64, 0]), "image/webp"],
  ["a lossless WebP", webp("VP8L", [0x2f, 47, 0xc0, 0x0f, 0, 0]), "image/webp"],
  ["an extended WebP", webp("VP8X", [0, 0, 0, 0, 47, 0, 0, 63, 0, 0]), "image/webp"],
])("%s says its size", (_, bytes, mimeType) => {
  expect(readPicture(bytes)).toEqual({ mimeType, width: 48, height: 64 });
});

test.each([
  ["nothing", bytesOf()],
  ["an SVG", bytesOf("<svg xmlns='http://www.w3.org/2000/svg'/>")],
  ["a GIF", bytesOf("GIF89a", [1, 0, 1, 0, 0, 0, 0])],
  ["a PNG that is cut off", new Uint8Array(makePng(48, 64)).subarray(0, 30)],
  ["a PNG with a page behind it", bytesOf([...makePng(48, 64)], "<script>alert(1)</script>")],
  ["a JPEG that is cut off", jpeg.subarray(0, 12)],
  ["a JPEG with a page behind it", bytesOf([...jpeg], "<script>alert(1)</script>")],
  ["a WebP that lies about its length", webp("VP8L", [0x2f, 47, 0xc0, 0x0f, 0, 0]).subarray(0, 20)],
])("%s is no picture", (_, bytes) => {
  expect(readPicture(bytes)).toBeUndefined();
});

test("no bytes make it fail: what it cannot read is no picture", () => {
  for (let length = 0; length < jpeg.length; length += 1) {
    expect(() => readPicture(jpeg.subarray(0, length))).not.toThrow();
    const bent = jpeg.slice();
    bent[length] = (bent[length] ?? 0) ^ 0xff;
    expect(() => readPicture(bent)).not.toThrow();
  }
});
