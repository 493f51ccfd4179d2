import { answerWords } from "@/server/answer/words-of-answer";
import { printable } from "./printable";
import type { WrittenAnswer, WrittenSource } from "./written-answer";

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
  /** The answer of the assistant without a model; absent with one. */
  composed?: ComposedAnswer | undefined;
  /** The assistant's answer with a model; absent without one. */
  written?: WrittenAnswer | undefined;
}

/** Quotations with the line of the file at which each begins. */
export interface ComposedAnswer {
  introduction: string;
  nothingFound: boolean;
  quotes: { text: string; path: string; startLine: number; quote: string }[];
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

function lines({ question, passages, notes, written, composed }: Answer, prefix: string): string[] {
  const heading = ["", bold(printable(question)), ...notes.map((note) => `  ${printable(note)}`), ""];
  if (composed) return [...heading, ...quotations(composed, prefix)];
  if (written && written.text !== "") return [...heading, ...inWords(written, prefix)];
  const found = passages.flatMap((passage, index) => [
    `  ${index + 1}. ${place(passage, prefix)}`,
    ...extract(passage),
    "",
  ]);
  if (!written) return [...heading, ...(found.length === 0 ? [`  ${answerWords.nothing}`] : found)];
  const said = [...heading, `  ${printable(written.note ?? "Nothing was written.")}`];
  return found.length === 0 ? said : [...said, "  The best passages for it:", "", ...found];
}

/** What a model wrote, and below it the places that it cites. */
function inWords({ text, note, sources }: WrittenAnswer, prefix: string): string[] {
  const cited = sources.map((one) => `  [${one.number}] ${sourceOf(one, prefix)}`);
  const isSupported = sources.some(({ unsupported }) => unsupported === null);
  return [
    ...printable(text)
      .split("\n")
      .map((line) => `  ${line}`.trimEnd()),
    "",
    ...(note === undefined ? [] : [`  ${printable(note)}`, ""]),
    ...cited,
    ...(isSupported ? [] : ["  The answer cites nothing that holds: do not rely on it."]),
  ];
}

function sourceOf({ path, startLine, endLine, unsupported }: WrittenSource, prefix: string): string {
  if (path === "") return `not supported: ${printable(unsupported ?? "")}`;
  const at = place({ path, startLine, endLine, symbol: null, content: "" }, prefix);
  return unsupported === null ? at : `${at}  not supported: ${printable(unsupported)}`;
}

/** What is said first, then each quotation under its number and place. */
function quotations({ introduction, quotes }: ComposedAnswer, prefix: string): string[] {
  const found = quotes.flatMap(({ text, path, startLine, quote }, index) => {
    const endLine = startLine + quote.split("\n").length - 1;
    const passage = { path, startLine, endLine, symbol: null, content: quote };
    return [`  [${index + 1}] ${place(passage, prefix)}  ${printable(text)}`, ...extract(passage), ""];
  });
  return [`  ${introduction}`, "", ...found];
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
