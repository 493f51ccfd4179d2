import type { Chunk } from "./chunk.ts";
import { chunkOf } from "./chunk-lines.ts";
import { findHeadings, type Heading } from "./headings.ts";
import type { Lines } from "./lines.ts";
import type { Range } from "./split-range.ts";

/** In UTF-16 code units. */
export const proseLimit = { characters: 2000, overlap: 200 };

interface Section extends Range {
  heading: Heading | undefined;
  parents: string[];
}

/** Sections by heading, divided at paragraphs, sentences or words where they are long. */
export function chunkProse(lines: Lines, language: string | null): Omit<Chunk, "position">[] {
  return sections(lines, language).flatMap(({ heading, parents, ...range }) =>
    splitProse(lines.content, range).flatMap(
      (part) =>
        chunkOf(lines, part, {
          symbol: heading?.text ?? null,
          scope: parents.length > 0 ? parents.join(".") : null,
          symbolKind: heading ? "heading" : null,
        }) ?? [],
    ),
  );
}

function sections(lines: Lines, language: string | null): Section[] {
  const found: Section[] = [];
  const path: Heading[] = [];
  const headings = findHeadings(lines, language);
  let start = 0;
  let heading: Heading | undefined;
  for (const next of [...headings, undefined]) {
    const end = next ? lines.start(next.line) : lines.content.length;
    // A heading directly above a deeper one opens that one's section, so that no chunk is a bare title.
    const isBare = heading && next && next.level > heading.level && isHeadingOnly(lines, heading, end);
    const isBlank = !heading && lines.content.slice(start, end).trim() === "";
    if (!isBare && !isBlank)
      found.push({ start, end, heading, parents: path.slice(0, -1).map((it) => it.text) });
    if (!isBare) start = end;
    while (next && (path.at(-1)?.level ?? 0) >= next.level) path.pop();
    if (next) path.push(next);
    heading = next;
  }
  return found;
}

function isHeadingOnly(lines: Lines, heading: Heading, end: number): boolean {
  const below = lines.content.slice(Math.min(lines.end(heading.line), end), end);
  return below.trim() === "" || /^\s*([=\-`:.'"~^_*+#])\1+\s*$/.test(below);
}

function splitProse(content: string, { start, end }: Range): Range[] {
  const parts: Range[] = [];
  for (let from = start; from < end; ) {
    const to = end - from <= proseLimit.characters ? end : cut(content, from, from + proseLimit.characters);
    parts.push({ start: from, end: to });
    if (to === end) break;
    from = overlapStart(content, from, to);
  }
  return parts;
}

/** The best place to stop in the second half: after a paragraph, a line, a sentence, a word; else between characters. */
function cut(content: string, from: number, limit: number): number {
  const half = from + Math.floor((limit - from) / 2);
  const text = content.slice(half, limit);
  for (const boundary of [/\n[^\S\n]*\n/g, /\n/g, /[.!?]["')\]]*\s|[。！？]/g, /\s/g]) {
    const last = lastMatchEnd(text, boundary);
    if (last > 0) return half + last;
  }
  return betweenCharacters(content, limit);
}

/** Up to 200 characters before the cut, at the start of a word. */
function overlapStart(content: string, from: number, to: number): number {
  const earliest = Math.max(from + 1, to - proseLimit.overlap);
  const text = content.slice(earliest, to);
  const word = /\s\S/.exec(text);
  const start = word ? earliest + word.index + 1 : betweenCharacters(content, earliest);
  return start > from && start <= to ? start : to;
}

function lastMatchEnd(text: string, boundary: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(boundary)) end = match.index + match[0].length;
  return end;
}

function betweenCharacters(content: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(content[at] ?? "") && /[\uD800-\uDBFF]/.test(content[at - 1] ?? "")
    ? at - 1
    : at;
}
