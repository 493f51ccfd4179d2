import { expect, test } from "vitest";
import { makePdf } from "@/tests/support/make-pdf";
import { makeDocx, makePptx, makeXlsx } from "@/tests/support/office-files";
import { HTML, kindOfBytes, PDF, SHEET, SLIDES, WORD } from "../file-kinds";
import { extractText } from "./extract-text";

const extract = (mimeType: string, bytes: Buffer) =>
  extractText({ mimeType, bytes }, new AbortController().signal);

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

test("a file that takes too long is ended, and so is one whose reader is asked to stop", async () => {
  const bytes = makePdf(Array.from({ length: 300 }, (_, index) => `Page ${index}`));
  const limits = { timeLimitMs: 1 };
  await expect(extractText({ mimeType: PDF, bytes }, new AbortController().signal, limits)).rejects.toThrow(
    /longer than half a minute/,
  );
  await expect(extractText({ mimeType: PDF, bytes }, AbortSignal.timeout(1))).rejects.toThrow(/timeout/);
});
