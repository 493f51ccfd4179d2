import { type Extracted, ExtractionRefusal, MAX_CHARACTERS, TextBuilder, tooLong } from "./extracted.ts";
import type { Package } from "./read-package.ts";
import { readRelations } from "./read-relations.ts";
import { readXml } from "./read-xml.ts";

const WORKBOOK = "xl/workbook.xml";
const MOST_SHEETS = 500;

/** A workbook: each sheet under its name, a line a row. Formulas are their last values; nothing is computed. */
export function readXlsx(file: Package): Extracted {
  const shared = readSharedStrings(file.readXml("xl/sharedStrings.xml"));
  const relations = readRelations(file, WORKBOOK);
  const text = new TextBuilder();
  for (const { name, relationId } of listSheets(file.readXml(WORKBOOK)).slice(0, MOST_SHEETS)) {
    const xml = file.readXml(relations.get(relationId) ?? "");
    if (xml === undefined) continue;
    text.begin(name);
    text.add(`## ${name}\n\n`);
    readSheet(xml, shared, (row) => text.add(`${row}\n`));
    text.add("\n");
  }
  return text.end();
}

function listSheets(xml: string | undefined): { name: string; relationId: string }[] {
  if (xml === undefined) throw new ExtractionRefusal("The file is damaged: its list of sheets is missing.");
  const sheets: { name: string; relationId: string }[] = [];
  readXml(xml, {
    open: (tag, attribute) => {
      // `id` with any prefix is the relation; the sheet's own number is called sheetId.
      if (tag === "sheet")
        sheets.push({ name: attribute("name") ?? "Sheet", relationId: attribute("id") ?? "" });
    },
  });
  return sheets;
}

function readSharedStrings(xml: string | undefined): string[] {
  const strings: string[] = [];
  if (xml === undefined) return strings;
  let [current, isText, isPhonetic] = ["", false, false];
  readXml(xml, {
    open: (tag) => {
      if (tag === "si") current = "";
      if (tag === "rPh") isPhonetic = true;
      isText = tag === "t" && !isPhonetic;
    },
    text: (part) => {
      if (isText) current += part;
    },
    close: (tag) => {
      if (tag === "si") strings.push(current);
      if (tag === "rPh") isPhonetic = false;
      if (tag === "t") isText = false;
    },
  });
  return strings;
}

function readSheet(xml: string, shared: readonly string[], onRow: (row: string) => void): void {
  let cells: string[] = [];
  let [value, type, isValue] = ["", "", false];
  let length = 0;
  readXml(xml, {
    open: (tag, attribute) => {
      if (tag === "row") [cells, length] = [[], 0];
      if (tag === "c") [value, type] = ["", attribute("t") ?? ""];
      isValue = tag === "v" || tag === "t";
    },
    text: (part) => {
      if (isValue) value += part;
    },
    close: (tag) => {
      if (tag === "v" || tag === "t") isValue = false;
      if (tag === "c") {
        const cell = type === "s" ? (shared[Number(value)] ?? "") : value;
        // A few bytes of a cell can stand for a shared text of megabytes.
        length += cell.length;
        if (length > MAX_CHARACTERS) throw tooLong();
        cells.push(cell);
      }
      if (tag !== "row") return;
      const row = cells.map((one) => one.replace(/\s+/g, " ").trim());
      if (row.some((one) => one !== "")) onRow(row.join(" | "));
    },
  });
}
