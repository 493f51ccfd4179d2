import { citedNumbers } from "./keep-citations";
import { printable } from "./printable";

export interface Passage {
  /** Relative to the folder that was asked. */
  path: string;
  startLine: number;
  endLine: number;
  symbol: string | null;
  content: string;
}

export interface Answer {
  question: string;
  tookMs: number;
  passages: Passage[];
  /** What the search has to say about itself, such as that it went by words alone. */
  notes: string[];
  /** What the chat model wrote, or why it did not; absent without one. */
  written?: { text: string; note: undefined } | { text: undefined; note: string } | undefined;
}

const LINES_SHOWN = 6;
const COLUMNS = 110;

/**
 * Prints a question with what was found: the written answer with the places it cites, or each passage as `path:line` and
 * its first lines. As JSON it is one object a line. `prefix` leads from where the person stands to the folder.
 */
export function print(answer: Answer, { asJson, prefix }: { asJson: boolean; prefix: string }): void {
  console.log(asJson ? JSON.stringify(answer) : lines(answer, prefix).join("\n"));
}

function lines({ question, passages, notes, written }: Answer, prefix: string): string[] {
  const heading = ["", bold(printable(question)), ...notes.map((note) => `  ${printable(note)}`), ""];
  if (passages.length === 0) return [...heading, "  Nothing here answers this."];
  if (written?.text !== undefined) {
    const cited = citedNumbers(written.text);
    const sources = passages.flatMap((passage, index) =>
      cited.includes(index + 1) ? [`  [${index + 1}] ${place(passage, prefix)}`] : [],
    );
    const closing =
      sources.length > 0 ? sources : ["  The answer cites none of the passages: do not rely on it."];
    return [
      ...heading,
      ...printable(written.text)
        .split("\n")
        .map((line) => `  ${line}`),
      "",
      ...closing,
    ];
  }
  const found = passages.flatMap((passage, index) => [
    `  ${index + 1}. ${place(passage, prefix)}`,
    ...extract(passage),
    "",
  ]);
  return written
    ? [...heading, `  ${printable(written.note)}`, "  The passages it was given:", "", ...found]
    : [...heading, ...found];
}

/** `path:line` as terminals and editors make a link of it. */
function place({ path, startLine, symbol }: Passage, prefix: string): string {
  const link = printable(`${prefix === "" ? "" : `${prefix}/`}${path}:${startLine}`);
  return symbol === null ? bold(link) : `${bold(link)}  ${printable(symbol)}`;
}

function extract({ content, startLine, endLine }: Passage): string[] {
  const all = content.split("\n").filter((line) => line.trim() !== "");
  const margin = Math.min(...all.map((line) => /^[\t ]*/.exec(line)?.[0].length ?? 0));
  const shown = all.slice(0, LINES_SHOWN).map((line) => {
    const text = printable(line.slice(margin));
    return `     ${text.length > COLUMNS ? `${text.slice(0, COLUMNS - 1)}…` : text}`;
  });
  return all.length > LINES_SHOWN ? [...shown, `     … (lines ${startLine}–${endLine})`] : shown;
}

function bold(text: string): string {
  const isColored = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return isColored ? `\x1b[1m${text}\x1b[22m` : text;
}
