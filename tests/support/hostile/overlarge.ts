import { randomBytes } from "node:crypto";
import { deflateRawSync, deflateSync } from "node:zlib";
import { makeZip } from "@/server/indexing/source/test-archives";
import { makeDocx } from "../office-files";
import { bombs, damaged, type HostileDocument, MiB, padding, tooMuch, zeros } from "./parts";

/** Files that unpack, repeat or nest to more than they seem, and those that lie about their size. */
export const overlargeDocuments: HostileDocument[] = [
  {
    ...{ what: "a part of a .docx that unpacks a thousandfold", name: "a.docx", ends: bombs },
    make: () => makeDocx([], { more: [{ name: "word/a.xml", data: Buffer.alloc(100 * MiB) }] }),
  },
  {
    ...{ what: "a sheet of an .xlsx that unpacks a thousandfold", name: "a.xlsx", ends: bombs },
    make: () =>
      makeZip([
        { name: "xl/workbook.xml", data: "<a/>" },
        { name: "xl/worksheets/sheet1.xml", deflated: zeros(150 * MiB), claimedSize: 150 * MiB },
      ]),
  },
  {
    ...{ what: "a part of a .docx that says it is small", name: "a.docx", ends: damaged },
    make: () =>
      makeZip([
        { name: "word/document.xml", deflated: zeros(100 * MiB), claimedSize: 1_000 },
        { name: "[Content_Types].xml", data: "<a/>" },
      ]),
  },
  {
    ...{ what: "a part of a .pptx that says it is large", name: "a.pptx", ends: damaged },
    make: () =>
      makeZip([
        { name: "ppt/presentation.xml", data: "<p:presentation/>", claimedSize: 15 * 1024 },
        { name: "padding", data: randomBytes(MiB), method: 0 },
      ]),
  },
  {
    ...{ what: "parts of an .xlsx that share their bytes", name: "a.xlsx", ends: bombs },
    make: () =>
      makeZip([
        { name: "xl/workbook.xml", deflated: zeros(8 * MiB), claimedSize: 8 * MiB },
        { name: "xl/b.xml", deflated: zeros(8 * MiB), claimedSize: 8 * MiB, sharesHeaderOf: 0 },
      ]),
  },
  {
    ...{ what: "a .docx of a million parts", name: "a.docx", ends: bombs },
    make: () => makeZip([{ name: "word/document.xml", data: "<a/>" }], { claimedCount: 1_000_000 }),
  },
  {
    ...{ what: "a bomb in a .pptx that is padded to look honest", name: "a.pptx", ends: tooMuch },
    make: () => {
      const slide = `<p:sld>${"<a:p/>".repeat(2_400_000)}</p:sld>`;
      const deflated = deflateRawSync(slide);
      const ids = Array.from({ length: 12 }, (_, index) => index + 1);
      return makeZip([
        padding(MiB),
        {
          name: "ppt/presentation.xml",
          data: `<p:p xmlns:r="r">${ids.map((id) => `<p:sldId r:id="r${id}"/>`).join("")}</p:p>`,
        },
        {
          name: "ppt/_rels/presentation.xml.rels",
          data: `<R>${ids.map((id) => `<Relationship Id="r${id}" Target="slides/${id}.xml"/>`).join("")}</R>`,
        },
        ...ids.map((id) => ({
          ...{ name: `ppt/slides/${id}.xml`, data: slide, deflated },
        })),
      ]);
    },
  },
  {
    ...{ what: "a .docx of three million empty paragraphs", name: "a.docx", ends: tooMuch },
    make: () =>
      makeDocx([], {
        body: `<w:document xmlns:w="w"><w:body>${"<w:p/>".repeat(2_600_000)}</w:body></w:document>`,
        more: [padding(MiB)],
      }),
  },
  {
    ...{
      what: "a cell of an .xlsx that is repeated a hundred thousand times",
      name: "a.xlsx",
      ends: tooMuch,
    },
    make: () =>
      makeZip([
        padding(MiB),
        {
          name: "xl/workbook.xml",
          data: '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        },
        {
          name: "xl/_rels/workbook.xml.rels",
          data: '<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>',
        },
        { name: "xl/sharedStrings.xml", data: `<sst><si><t>${"heron ".repeat(200_000)}</t></si></sst>` },
        {
          name: "xl/worksheets/sheet1.xml",
          data: `<worksheet><sheetData><row>${'<c t="s"><v>0</v></c>'.repeat(100_000)}</row></sheetData></worksheet>`,
        },
      ]),
  },
  {
    ...{ what: "a slide of a .pptx that is shown two thousand times", name: "a.pptx", ends: tooMuch },
    make: () =>
      makeZip([
        padding(MiB),
        {
          name: "ppt/presentation.xml",
          data: `<p:p xmlns:r="r">${'<p:sldId r:id="r1"/>'.repeat(2_000)}</p:p>`,
        },
        {
          name: "ppt/_rels/presentation.xml.rels",
          data: '<R><Relationship Id="r1" Target="slide.xml"/></R>',
        },
        { name: "ppt/slide.xml", data: `<p:sld>${"<a:p/>".repeat(1_000_000)}</p:sld>` },
      ]),
  },
  {
    ...{ what: "a PDF that shows the same slow page forty times", name: "a.pdf", ends: tooMuch },
    make: () => {
      const ids = Array.from({ length: 40 }, (_, index) => index + 4);
      const content = deflateSync(Buffer.alloc(3 * MiB, "0 0 m "));
      // Without a table of its objects: readers find them themselves.
      return Buffer.concat([
        Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"),
        Buffer.from(
          `2 0 obj\n<< /Type /Pages /Count 40 /Kids [${ids.map((id) => `${id} 0 R`).join(" ")}] >>\nendobj\n`,
        ),
        Buffer.from(`3 0 obj\n<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
        content,
        Buffer.from("\nendstream\nendobj\n"),
        ...ids.map((id) =>
          Buffer.from(
            `${id} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R >>\nendobj\n`,
          ),
        ),
        Buffer.from("trailer\n<< /Root 1 0 R >>\n%%EOF\n"),
      ]);
    },
  },
];
