import type { Declaration } from "./declaration.ts";
import type { Lines } from "./lines.ts";
import type { Range } from "./split-range.ts";

export interface Piece extends Range {
  /** A unit holds exactly its declaration; a leftover lies somewhere inside its own, or in none. */
  isUnit: boolean;
  declaration: Declaration | undefined;
}

/** A class, type or constant of so many lines stands alone; smaller ones share a chunk with their neighbours. */
const standsAloneLines = 5;
/** More than this beside a declaration on its line is minified text, not a `const f = ` or a `);`. */
const lineRemainder = 200;

/** Divides the whole text into units and what is left over between them. Nothing overlaps, no word is lost. */
export function layOut(lines: Lines, declarations: Declaration[]): Piece[] {
  const units = unitPieces(lines, declarations);
  const pieces: Piece[] = [];
  let at = 0;
  const leftovers = leftoverCutter(lines, declarations, units);
  for (const unit of units) {
    pieces.push(...leftovers({ start: at, end: unit.start }), unit);
    at = unit.end;
  }
  pieces.push(...leftovers({ start: at, end: lines.content.length }));
  return withoutWordless(lines.content, pieces);
}

function unitPieces(lines: Lines, declarations: Declaration[]): Piece[] {
  const units = mergeSignatures(
    lines.content,
    declarations.filter((it) => it.role !== "container"),
  );
  const pieces: Piece[] = [];
  for (const [index, unit] of units.entries()) {
    const before = pieces.at(-1)?.end ?? 0;
    const start = Math.max(before, widenedStart(lines, unit.start));
    const next = units[index + 1]?.start ?? lines.content.length;
    const end = Math.min(Math.max(next, unit.end), widenedEnd(lines, unit.end));
    if (end > start) pieces.push({ start, end, isUnit: true, declaration: unit });
  }
  return pieces;
}

/** An overload joins the function it precedes; a signature on one line, without a comment, is left over. */
function mergeSignatures(content: string, units: Declaration[]): Declaration[] {
  const merged: Declaration[] = [];
  let overload: Declaration | undefined;
  for (const unit of units) {
    const continues =
      overload !== undefined &&
      overload.symbol === unit.symbol &&
      overload.scope === unit.scope &&
      content.slice(overload.end, unit.start).replace(/^[;,\s]+/, "") === "";
    const whole: Declaration = continues && overload ? { ...unit, start: overload.start } : unit;
    if (continues) merged.pop();
    merged.push(whole);
    overload = unit.role === "signature" ? whole : undefined;
  }
  return merged.filter((it) => it.role === "unit" || content.slice(it.start, it.end).includes("\n"));
}

/** Cuts what lies between units where a class, a type or a long function begins and ends. */
function leftoverCutter(lines: Lines, declarations: Declaration[], units: Piece[]): (gap: Range) => Piece[] {
  const containers = declarations
    .filter((it) => it.role === "container" && (it.lines >= standsAloneLines || holdsUnit(it, units)))
    .map((declaration) => ({
      declaration,
      start: widenedStart(lines, declaration.start),
      end: widenedEnd(lines, declaration.end),
    }));
  const cuts = [...new Set(containers.flatMap((it) => [it.start, it.end]))].sort((a, b) => a - b);
  const open: typeof containers = [];
  let nextCut = 0;
  let nextContainer = 0;
  return (gap) => {
    const pieces: Piece[] = [];
    let { start } = gap;
    while (start < gap.end) {
      while (nextCut < cuts.length && (cuts[nextCut] ?? 0) <= start) nextCut++;
      const end = Math.min(cuts[nextCut] ?? gap.end, gap.end);
      for (let it = containers[nextContainer]; it && it.start <= start; it = containers[++nextContainer])
        open.push(it);
      while (open.length > 0 && (open.at(-1)?.end ?? 0) <= start) open.pop();
      pieces.push({ start, end, isUnit: false, declaration: open.at(-1)?.declaration });
      start = end;
    }
    return pieces;
  };
}

function holdsUnit(container: Declaration, units: Piece[]): boolean {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((units[middle]?.declaration?.start ?? 0) < container.start) low = middle + 1;
    else high = middle;
  }
  const first = units[low]?.declaration;
  return first !== undefined && first.end <= container.end;
}

/** A `}` or `});` between pieces is not worth a chunk: it ends the piece before it, or begins the first. */
function withoutWordless(content: string, pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  let carriedStart: number | undefined;
  for (const piece of pieces) {
    const text = content.slice(piece.start, piece.end);
    const previous = kept.at(-1);
    if (piece.isUnit || /[\p{L}\p{N}_$]/u.test(text.replace(/\bend\b/g, ""))) {
      kept.push(carriedStart === undefined ? piece : { ...piece, start: carriedStart });
      carriedStart = undefined;
    } else if (previous) kept[kept.length - 1] = { ...previous, end: piece.end };
    else carriedStart ??= piece.start;
  }
  if (carriedStart !== undefined)
    kept.push({ start: carriedStart, end: content.length, isUnit: false, declaration: undefined });
  return kept;
}

function widenedStart(lines: Lines, start: number): number {
  const lineStart = lines.start(lines.at(start));
  return start - lineStart > lineRemainder ? start : lineStart;
}

function widenedEnd(lines: Lines, end: number): number {
  // A node that ends with its line end (a comment, a heredoc) ends on the line before.
  const lineEnd = lines.end(lines.at(Math.max(end - 1, 0)));
  return lineEnd - end > lineRemainder ? end : Math.max(lineEnd, end);
}
