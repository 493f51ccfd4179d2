import { makeZip, type ZipEntry } from "@/server/indexing/source/test-archives";

const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;
const relations = (targets: Record<string, string>) =>
  xml(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(
      targets,
    )
      .map(([id, target]) => `<Relationship Id="${id}" Type="http://x/${id}" Target="${target}"/>`)
      .join("")}</Relationships>`,
  );
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/**
 * A .docx of paragraphs; one that begins with "# " is a heading. `body` takes the place of all of them, written in
 * `encoding`.
 */
export function makeDocx(
  paragraphs: string[],
  {
    body,
    encoding = "utf8",
    more = [],
  }: { body?: string; encoding?: BufferEncoding; more?: ZipEntry[] } = {},
): Buffer {
  const written = paragraphs.map((text) => {
    const style = text.startsWith("# ") ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : "";
    return `<w:p>${style}<w:r><w:t xml:space="preserve">${text.replace(/^# /, "")}</w:t></w:r></w:p>`;
  });
  const styles = `<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>`;
  return makeZip([
    {
      name: "[Content_Types].xml",
      data: xml(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
      ),
    },
    {
      name: "_rels/.rels",
      data: xml(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
    },
    { name: "word/styles.xml", data: xml(`<w:styles ${W}>${styles}</w:styles>`) },
    {
      name: "word/document.xml",
      data:
        body !== undefined
          ? Buffer.from(body, encoding)
          : xml(`<w:document ${W}><w:body>${written.join("")}</w:body></w:document>`),
    },
    ...more,
  ]);
}

/** A .xlsx with a sheet for each name: its rows of texts, the first of them as shared strings. */
export function makeXlsx(sheets: Record<string, string[][]>): Buffer {
  const names = Object.keys(sheets);
  const shared = [...new Set(Object.values(sheets).flatMap((rows) => rows[0] ?? []))];
  const cell = (text: string, isShared: boolean) =>
    isShared ? `<c t="s"><v>${shared.indexOf(text)}</v></c>` : `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const ids = names.map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return makeZip([
    { name: "xl/workbook.xml", data: xml(`<workbook ${R}><sheets>${ids.join("")}</sheets></workbook>`) },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: relations(
        Object.fromEntries(names.map((_, index) => [`rId${index + 1}`, `worksheets/sheet${index + 1}.xml`])),
      ),
    },
    {
      name: "xl/sharedStrings.xml",
      data: xml(`<sst>${shared.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`),
    },
    ...names.map((name, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      data: xml(
        `<worksheet><sheetData>${(sheets[name] ?? [])
          .map((row, at) => `<row>${row.map((text) => cell(text, at === 0)).join("")}</row>`)
          .join("")}</sheetData></worksheet>`,
      ),
    })),
  ]);
}

/** A .pptx with a slide for each list of paragraphs. */
export function makePptx(slides: string[][]): Buffer {
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`);
  return makeZip([
    {
      name: "ppt/presentation.xml",
      data: xml(`<p:presentation xmlns:p="p" ${R}><p:sldIdLst>${ids.join("")}</p:sldIdLst></p:presentation>`),
    },
    {
      name: "ppt/_rels/presentation.xml.rels",
      data: relations(
        Object.fromEntries(slides.map((_, index) => [`rId${index + 1}`, `slides/slide${index + 1}.xml`])),
      ),
    },
    ...slides.map((paragraphs, index) => ({
      name: `ppt/slides/slide${index + 1}.xml`,
      data: xml(
        `<p:sld xmlns:p="p" xmlns:a="a"><p:txBody>${paragraphs
          .map((text) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`)
          .join("")}</p:txBody></p:sld>`,
      ),
    })),
  ]);
}
