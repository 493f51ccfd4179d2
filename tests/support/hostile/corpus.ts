import { deflateSync } from "node:zlib";
import { makeZip } from "@/server/indexing/source/test-archives";
import { makePdf } from "../make-pdf";
import { makeDocx, makePptx, makeXlsx } from "../office-files";
import { overlargeDocuments } from "./overlarge";
import {
  damaged,
  deep,
  definitions,
  doctype,
  type HostileDocument,
  laughs,
  MiB,
  nested,
  password,
  tooMuch,
} from "./parts";

export const hostileDocuments: HostileDocument[] = [
  ...overlargeDocuments,
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
