import { deflateRawSync, deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { makeZip } from "@/server/indexing/source/test-archives";
import { makePdf } from "@/tests/support/make-pdf";
import { makeDocx, makePptx, makeXlsx } from "@/tests/support/office-files";
import { HTML, kindOfBytes, PDF, SHEET, SLIDES, WORD } from "../file-kinds";
import { extractText } from "./extract-text";

const MiB = 1024 * 1024;
const extract = (mimeType: string, bytes: Buffer) =>
  extractText({ mimeType, bytes }, new AbortController().signal);

/** Why a file is refused, and how long that took. */
async function refusalOf(mimeType: string, bytes: Buffer): Promise<string> {
  const startedMs = performance.now();
  const reason = await extract(mimeType, bytes).then(
    ({ text }) => `accepted: ${text.slice(0, 80)}`,
    (error: Error) => `${error.name === "ExtractionRefusal" ? "" : `${error.name} `}${error.message}`,
  );
  const tookMs = performance.now() - startedMs;
  return tookMs > 2_000 ? `after ${Math.round(tookMs)} ms: ${reason}` : reason;
}

test("the text of a PDF comes with its pages", async () => {
  const bytes = makePdf(["Herons wade (slowly).", "Storks clap.", "The walrus signs on page three."]);
  expect(kindOfBytes(bytes)).toEqual({ mimeType: PDF });
  const { text, places } = await extract(PDF, bytes);
  expect(places.map(({ label }) => label)).toEqual(["Page 1", "Page 2", "Page 3"]);
  expect(text.slice(places[2]?.start).trim()).toBe("## Page 3\n\nThe walrus signs on page three.");
});

test("the text of office files comes with its headings, sheets and slides", async () => {
  const docx = makeDocx(["# Releases", "The walrus signs &amp; waits.", "Twice."]);
  expect(kindOfBytes(docx)).toEqual({ mimeType: WORD });
  expect((await extract(WORD, docx)).text).toBe("# Releases\n\nThe walrus signs & waits.\n\nTwice.\n\n");

  const xlsx = makeXlsx({
    Birds: [
      ["Name", "Legs"],
      ["Heron", "2"],
    ],
    "Empty one": [],
  });
  expect(kindOfBytes(xlsx)).toEqual({ mimeType: SHEET });
  expect(await extract(SHEET, xlsx)).toEqual({
    text: "## Birds\n\nName | Legs\nHeron | 2\n\n## Empty one\n\n\n",
    places: [
      { label: "Birds", start: 0 },
      { label: "Empty one", start: 33 },
    ],
  });

  const pptx = makePptx([["Plans", "Fly south"], ["Questions"]]);
  expect(kindOfBytes(pptx)).toEqual({ mimeType: SLIDES });
  expect((await extract(SLIDES, pptx)).text).toBe(
    "## Slide 1\n\nPlans\nFly south\n\n## Slide 2\n\nQuestions\n\n",
  );
});

test("of a page of the web what a person reads is taken, and nothing that runs", async () => {
  const page = `<!doctype html><html><head><title>T</title><style>p{color:red}</style></head><body>
    <h1>Herons</h1><p>They <b>wade</b> &amp; wait.<script>alert("x")</script></p>
    <svg onload="x()"><text>no</text></svg><ul><li>one<li>two</ul><table><tr><td>a<td>b</table></body></html>`;
  const { text } = await extract(HTML, Buffer.from(page));
  expect(text).toContain("# Herons\n\nThey wade & wait.\n\n- one\n\n- two\n\n");
  expect(text).not.toMatch(/alert|color|onload|no\b/);
});

const zeros = (bytes: number) => deflateRawSync(Buffer.alloc(bytes));
const doctype =
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>';
const nested = `<w:document xmlns:w="w">${"<w:p>".repeat(100_000)}${"</w:p>".repeat(100_000)}</w:document>`;

test.each<[string, string, Buffer, RegExp]>([
  [
    "a part that unpacks a thousandfold",
    WORD,
    makeDocx([], { more: [{ name: "word/a.xml", data: Buffer.alloc(100 * MiB) }] }),
    /zip bomb/,
  ],
  [
    "a part that says it is small",
    WORD,
    makeZip([
      { name: "word/document.xml", deflated: zeros(100 * MiB), claimedSize: 1_000 },
      { name: "[Content_Types].xml", data: "<a/>" },
    ]),
    /damaged/,
  ],
  [
    "parts that share their bytes",
    SHEET,
    makeZip([
      { name: "xl/workbook.xml", deflated: zeros(8 * MiB), claimedSize: 8 * MiB },
      { name: "xl/b.xml", deflated: zeros(8 * MiB), claimedSize: 8 * MiB, sharesHeaderOf: 0 },
    ]),
    /zip bomb/,
  ],
  ["entities from outside", WORD, makeDocx([], { body: doctype }), /definitions of a document type/],
  ["elements nested 100,000 deep", WORD, makeDocx([], { body: nested }), /nested more than 256/],
  ["a password", WORD, makeZip([{ name: "word/document.xml", data: "x", flags: 0x801 }]), /password/],
  ["half a file", WORD, makeDocx(["Herons"]).subarray(0, 300), /damaged/],
  ["no text", WORD, makeDocx([""]), /no text in it/],
  ["a PDF that is cut off", PDF, makePdf(["Herons"]).subarray(0, 120), /damaged/],
  ["a PDF of pictures", PDF, makePdf([""]), /OCR/],
  [
    "a PDF whose page unpacks a thousandfold",
    PDF,
    makePdf([], { deflated: deflateSync(Buffer.alloc(600 * MiB, "0 0 m ")) }),
    /more memory|longer than/,
  ],
  ["a page nested 200,000 deep", HTML, Buffer.from("<div>".repeat(200_000)), /nested more than 1000/],
])("%s is refused within two seconds, with its own reason", async (_, mimeType, bytes, reason) => {
  expect(await refusalOf(mimeType, bytes)).toMatch(reason);
});

test("a file that takes too long is ended, and so is one whose reader is asked to stop", async () => {
  const bytes = makePdf(Array.from({ length: 300 }, (_, index) => `Page ${index}`));
  const limits = { timeLimitMs: 1 };
  await expect(extractText({ mimeType: PDF, bytes }, new AbortController().signal, limits)).rejects.toThrow(
    /longer than half a minute/,
  );
  await expect(extractText({ mimeType: PDF, bytes }, AbortSignal.timeout(1))).rejects.toThrow(/timeout/);
});

test.each([
  ["old office files", Buffer.from("d0cf11e0a1b11ae1", "hex"), /before 2007/],
  [
    "encrypted ones",
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")]),
    /password/,
  ],
  ["archives", makeZip([{ name: "a.txt", data: "a" }]), /archive/],
])("%s are refused by their first bytes", (_, bytes, reason) => {
  expect(kindOfBytes(bytes)).toMatchObject({ reason: expect.stringMatching(reason) });
});
