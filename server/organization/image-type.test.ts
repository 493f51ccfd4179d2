import { expect, test } from "vitest";
import { imageTypeOf } from "./image-type";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("a picture is known by how it begins", () => {
  expect(imageTypeOf(bytes("\x89PNG\r\n\x1a\n…"))).toBe("image/png");
  expect(imageTypeOf(bytes("\xff\xd8\xff\xe0"))).toBe("image/jpeg");
  expect(imageTypeOf(bytes("RIFF\0\0\0\0WEBPVP8 "))).toBe("image/webp");
});

test.each([
  "",
  "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
  "GIF89a",
  "\x89PNG",
  "RIFF\0\0\0\0WAVE",
  "<html>\x89PNG\r\n\x1a\n",
  "\0\0\0\0\0\0\0\0WEBPVP8 ",
])("%j is no picture we take", (text) => {
  expect(imageTypeOf(bytes(text))).toBeUndefined();
});
