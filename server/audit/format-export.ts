/** A value of one cell or field. */
export type Cell = string | number | boolean | Date | null | Record<string, unknown>;
export type Row = Record<string, Cell>;
export type ExportFormat = "csv" | "jsonl";

/** Rows as text, a line each. In CSV the columns are those of the first row: all rows have the same ones. */
export const formatRows = (rows: Row[], format: ExportFormat): string =>
  rows.map((row) => (format === "csv" ? csvLine(Object.values(row)) : `${JSON.stringify(row)}\n`)).join("");

/** What stands above the rows: the names of the columns in CSV, nothing in JSON Lines. */
export const formatHead = (columns: readonly string[], format: ExportFormat): string =>
  format === "csv" ? csvLine([...columns]) : "";

// A spreadsheet takes these for the beginning of a formula, the wide ones and those behind blanks too.
const FORMULA = /^\s*[=+\-@＝＋－＠|]|^[\t\r\n]/;

/** One line after RFC 4180. A text that a spreadsheet would calculate is given an apostrophe, which makes it text. */
export function csvLine(cells: Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString();
  const text = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  const safe = typeof cell !== "number" && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n\t']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
