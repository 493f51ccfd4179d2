import { words } from "../search/words.ts";
import type { Passage } from "./answer";

// What is at most this long is quoted whole: to cut it would save nobody a look.
const WHOLE_LINES = 12;
const MOST_LINES = 24;
const WINDOW_LINES = 6;
const LONG_PARAGRAPH = 500;

interface Span {
  start: number;
  end: number;
}

/**
 * What of a passage answers a question, as a place in the source (UTF-16): a short function whole, of a longer one its
 * comment and what it declares; of prose the paragraph, or the sentences, with most of the question's words.
 */
export function chooseSpan(
  passage: Passage,
  question: string,
): { quote: string; startChar: number; endChar: number } {
  const { content, startChar } = passage;
  const lines = splitAt(content, /\n/g);
  const isProse = passage.signals
    ? !passage.signals.isCode
    : /\.(mdx?|rst|txt|adoc|org)$/i.test(passage.path);
  const chosen = isProse
    ? fromProse(content, question)
    : lines.length <= WHOLE_LINES
      ? { start: 0, end: content.length }
      : (declarationIn(content, lines) ?? bestWindow(content, lines, question));
  const { start, end } = trimmed(content, chosen);
  return { quote: content.slice(start, end), startChar: startChar + start, endChar: startChar + end };
}

/** From the comment above a declaration to the end of its signature. */
function declarationIn(content: string, lines: Span[]): Span | undefined {
  const comment = /^\s*(?:\/\*[\s\S]*?\*\/\s*|(?:[^\S\n]*(?:\/\/|#)[^\n]*\n)+|@[\w.]+[^\n]*\n)*/.exec(
    content,
  );
  const from = comment?.[0].length ?? 0;
  const rest = content.slice(from);
  const end = /\{[^\S\n]*\r?$|=>[^\S\n]*\r?$|:[^\S\n]*\r?$|;[^\S\n]*\r?$/m.exec(rest);
  if (!end) return undefined;
  const to = from + end.index + end[0].length;
  const firstLine = lines.findIndex((line) => line.end > from);
  const lastLine = lines.findIndex((line) => line.end >= to);
  if (lastLine - firstLine >= MOST_LINES) return undefined;
  // A comment of a whole page is left to whoever opens the file.
  const first = Math.max(0, lastLine - MOST_LINES + 1);
  return { start: lines[first]?.start ?? 0, end: to };
}

function bestWindow(content: string, lines: Span[], question: string): Span {
  const windows = lines.slice(0, Math.max(1, lines.length - WINDOW_LINES + 1)).map((line, index) => ({
    start: line.start,
    end: lines[Math.min(lines.length, index + WINDOW_LINES) - 1]?.end ?? content.length,
  }));
  return best(content, windows, question);
}

function fromProse(content: string, question: string): Span {
  const paragraph = best(content, splitAt(content, /\n[^\S\n]*\r?\n/g), question);
  if (paragraph.end - paragraph.start <= LONG_PARAGRAPH) return paragraph;
  const text = content.slice(paragraph.start, paragraph.end);
  const sentences = splitAt(text, /[.!?]["')\]]*\s+|[。！？]/g);
  const pairs = sentences.map((one, index) => ({
    start: paragraph.start + one.start,
    end: paragraph.start + (sentences[index + 1] ?? one).end,
  }));
  return best(content, pairs, question);
}

/** The first of those that hold most different words of the question. */
function best(content: string, spans: Span[], question: string): Span {
  const asked = new Set(words(question));
  const scored = spans.map((span) => {
    const held = new Set(words(content.slice(span.start, span.end)));
    return { span, score: asked.intersection(held).size };
  });
  const top = scored.reduce((a, b) => (b.score > a.score ? b : a), scored[0] ?? whole(content));
  return top.span;
}

const whole = (content: string) => ({ span: { start: 0, end: content.length }, score: 0 });

/** The pieces between separators, each with the separator behind it, blank ones left out. */
function splitAt(text: string, separator: RegExp): Span[] {
  const ends = [...text.matchAll(separator)].map((match) => match.index + match[0].length);
  const starts = [0, ...ends];
  return starts
    .map((start, index) => ({ start, end: ends[index] ?? text.length }))
    .filter(({ start, end }) => text.slice(start, end).trim() !== "");
}

/** Without blank lines around it, and without the indentation's loss: the first line keeps its own. */
function trimmed(content: string, { start, end }: Span): Span {
  const text = content.slice(start, end);
  const blank = /^(?:[^\S\n]*\n)*/.exec(text)?.[0].length ?? 0;
  const kept = { start: start + blank, end: start + text.trimEnd().length };
  return kept.end > kept.start ? kept : { start: 0, end: content.length };
}
