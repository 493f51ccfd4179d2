import { randomBytes } from "node:crypto";
import { deflateRawSync, deflateSync } from "node:zlib";
import { makeZip } from "@/server/indexing/source/test-archives";
import { makePdf } from "../make-pdf";
import { makeDocx, makePptx, makeXlsx } from "../office-files";

const MiB = 1024 * 1024;

/** A file that means harm, or that nobody can read. */
export interface HostileDocument {
  what: string;
  name: string;
  make: () => Buffer;
  /** Why it is refused; or what of it is taken as text, which then does nothing. */
  ends: { refused: RegExp } | { text: RegExp };
}

const zeros = (bytes: number) => deflateRawSync(Buffer.alloc(bytes));
const doctype = (root: string) =>
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><${root}>&b;</${root}>`;
const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${Array.from(
  { length: 12 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join("")}]><sst><si><t>&l12;</t></si></sst>`;
const nested = (tag: string, depth: number) => `${`<${tag}>`.repeat(depth)}${`</${tag}>`.repeat(depth)}`;
/** What does not pack, so that what packs well beside it looks honest. */
const padding = (bytes: number) => ({ name: "media/image1.png", data: randomBytes(bytes), method: 0 });

const bombs = { refused: /zip bomb/ };
const definitions = { refused: /definitions of a document type/ };
const deep = { refused: /nested more than/ };
const damaged = { refused: /damaged/ };
const password = { refused: /password/ };
const tooMuch = { refused: /more memory|more than|longer than/ };

export const hostileDocuments: HostileDocument[] = [
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
  {
    ...{ what: "entities from outside in a .docx", name: "a.docx", ends: definitions },
    make: () => makeDocx([], { body: doctype("w:document") }),
  },
  {
    ...{ what: "a billion laughs in an .xlsx", name: "a.xlsx", ends: definitions },
    make: () =>
      makeZip([
        { name: "xl/workbook.xml", data: "<workbook/>" },
        { name: "xl/sharedStrings.xml", data: laughs },
      ]),
  },
  {
    ...{ what: "entities from outside in a .pptx", name: "a.pptx", ends: definitions },
    make: () => makeZip([{ name: "ppt/presentation.xml", data: doctype("p:presentation") }]),
  },
  {
    // Its reader knows one encoding: what is hidden in another is no XML to it.
    ...{ what: "definitions in a .docx that are hidden in UTF-16", name: "a.docx", ends: damaged },
    make: () => makeDocx([], { body: `\ufeff${doctype("w:document")}`, encoding: "utf16le" }),
  },
  {
    ...{ what: "elements of a .docx nested 100,000 deep", name: "a.docx", ends: deep },
    make: () => makeDocx([], { body: `<w:document xmlns:w="w">${nested("w:p", 100_000)}</w:document>` }),
  },
  {
    ...{ what: "elements of a .pptx nested 100,000 deep", name: "a.pptx", ends: deep },
    make: () => makeZip([{ name: "ppt/presentation.xml", data: `<p>${nested("q", 100_000)}</p>` }]),
  },
  {
    ...{ what: "a page nested 200,000 deep", name: "a.html", ends: deep },
    make: () => Buffer.from(`<html>${"<div>".repeat(200_000)}`),
  },
  {
    ...{ what: "a .docx with a password of a zip", name: "a.docx", ends: password },
    make: () => makeZip([{ name: "word/document.xml", data: "x", flags: 0x801 }]),
  },
  {
    ...{ what: "an office file with a password", name: "a.docx", ends: password },
    make: () =>
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")]),
  },
  {
    ...{ what: "a PDF with a password", name: "a.pdf", ends: password },
    make: () => {
      const key = "ab".repeat(32);
      const encrypt = `<< /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`;
      return makePdf(["Herons"], { trailer: `/Encrypt ${encrypt} /ID [<00> <00>] ` });
    },
  },
  {
    ...{ what: "an old office file", name: "a.doc", ends: { refused: /before 2007/ } },
    make: () => Buffer.from("d0cf11e0a1b11ae1", "hex"),
  },
  {
    ...{ what: "half a .docx", name: "a.docx", ends: damaged },
    make: () => makeDocx(["Herons"]).subarray(0, 900),
  },
  {
    ...{ what: "an .xlsx without its sheets", name: "a.xlsx", ends: { refused: /no text|damaged/ } },
    make: () => makeZip([{ name: "xl/workbook.xml", data: "<workbook/>" }]),
  },
  {
    ...{ what: "a PDF that is cut off", name: "a.pdf", ends: damaged },
    make: () => makePdf(["Herons"]).subarray(0, 120),
  },
  {
    ...{
      what: "24 MiB of noise that calls itself a PDF",
      name: "a.pdf",
      ends: { refused: /damaged|more memory/ },
    },
    make: () => Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(24 * MiB, "\x00\xff[<<(")]),
  },
  {
    ...{ what: "an empty file", name: "a.md", ends: { refused: /is empty/ } },
    make: () => Buffer.alloc(0),
  },
  {
    ...{ what: "a .docx without a word", name: "a.docx", ends: { refused: /no text in it/ } },
    make: () => makeDocx([""]),
  },
  {
    ...{ what: "a .pptx without a word", name: "a.pptx", ends: { refused: /no text in it|no slides/ } },
    make: () => makePptx([]),
  },
  { what: "a PDF of pictures", name: "a.pdf", make: () => makePdf(["", ""]), ends: { refused: /OCR/ } },
  {
    ...{ what: "a PDF whose page unpacks a thousandfold", name: "a.pdf", ends: tooMuch },
    make: () => makePdf([], { deflated: deflateSync(Buffer.alloc(600 * MiB, "0 0 m ")) }),
  },
  {
    ...{ what: "a PDF whose page nests a million lists", name: "a.pdf", ends: { refused: /./ } },
    make: () => makePdf([], { deflated: deflateSync(Buffer.alloc(MiB, "[")) }),
  },
  {
    ...{ what: "a PDF whose pages are in themselves", name: "a.pdf", ends: { refused: /./ } },
    make: () =>
      Buffer.from(makePdf(["Herons"]).toString("latin1").replace("/Kids [4 0 R]", "/Kids [2 0 R]"), "latin1"),
  },
  {
    ...{ what: "a PDF that claims a billion pages", name: "a.pdf", ends: { text: /Herons/ } },
    make: () =>
      Buffer.from(makePdf(["Herons"]).toString("latin1").replace("/Count 1", "/Count 1000000000"), "latin1"),
  },
  {
    ...{ what: "a page of 20 MiB of ends of elements", name: "a.html", ends: { refused: /./ } },
    make: () => Buffer.from(`<html>${"</p>".repeat(5 * MiB)}`),
  },
  {
    ...{ what: "a page of 20 MiB of one attribute", name: "a.html", ends: { text: /Herons/ } },
    make: () => Buffer.from(`<html><p a="${"x".repeat(20 * MiB)}">Herons</p>`),
  },
  {
    ...{ what: "a page of 20 MiB of half entities", name: "a.html", ends: tooMuch },
    make: () => Buffer.from(`<html><p>${"&a".repeat(10 * MiB)}</p>`),
  },
  {
    ...{ what: "a page with scripts", name: "a.html", ends: { text: /^Herons wade\.\n\n$/ } },
    make: () =>
      Buffer.from(
        '<html><script>alert(1)</script><p onclick="alert(2)">Herons wade.<img src=x onerror=alert(3)></p>' +
          '<iframe srcdoc="<script>alert(4)</script>"></iframe><a href="javascript:alert(5)"></a></html>',
      ),
  },
  {
    ...{ what: "a picture with scripts", name: "a.svg", ends: { text: /<script>/ } },
    make: () =>
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>',
      ),
  },
  {
    ...{ what: "a table of formulas", name: "a.csv", ends: { text: /^=cmd/ } },
    make: () => Buffer.from('=cmd|"/c calc"!A1,+1,-1,@SUM(1)\n=HYPERLINK("http://evil.example/"),2,3,4\n'),
  },
  {
    ...{ what: "formulas in an .xlsx", name: "a.xlsx", ends: { text: /Name \| Legs/ } },
    make: () =>
      makeXlsx({
        Birds: [
          ["Name", "Legs"],
          ['=WEBSERVICE("http://evil.example/")', "2"],
        ],
      }),
  },
  {
    ...{ what: "a text that is no text", name: "a.md", ends: { refused: /cannot be read/ } },
    make: () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]),
  },
  {
    ...{ what: "an archive", name: "a.zip", ends: { refused: /archive/ } },
    make: () => makeZip([{ name: "../../x", data: "x" }]),
  },
];
