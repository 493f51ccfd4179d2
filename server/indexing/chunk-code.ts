import type { Chunk } from "./chunk.ts";
import { chunkOf } from "./chunk-lines.ts";
import { type Declaration, longFunction } from "./declaration.ts";
import { type DeclaredSymbol, declaredSymbols } from "./declared-symbols.ts";
import { findDeclarations } from "./find-declarations.ts";
import type { Grammar } from "./grammar.ts";
import { layOut, type Piece } from "./lay-out.ts";
import type { Lines } from "./lines.ts";
import { parseSource } from "./parse-source.ts";
import { chunkLimit, type Range, splitRange } from "./split-range.ts";

/**
 * One function or method a chunk, and what is left over in groups of up to 60 lines, which together are the whole file;
 * and everything that it declares by name. Undefined when the file cannot be parsed within `limitMs`.
 */
export async function chunkCode(
  lines: Lines,
  grammar: Grammar,
  limitMs: number,
): Promise<{ chunks: Omit<Chunk, "position">[]; symbols: DeclaredSymbol[] } | undefined> {
  const { content } = lines;
  const read = await parseSource({ wasm: grammar.wasm, content, limitMs }, (tree, language) => {
    const source = { tree, language, grammar, content };
    const declarations = findDeclarations(source, performance.now() + limitMs);
    return declarations && { declarations, symbols: declaredSymbols(source, performance.now() + limitMs) };
  });
  if (!read) return undefined;
  const { declarations, symbols } = read;
  const named = declarations.filter((it) => it.role === "container" && it.symbol !== null);
  return { chunks: layOut(lines, declarations).flatMap((piece) => chunksOf(lines, piece, named)), symbols };
}

function chunksOf(lines: Lines, piece: Piece, named: Declaration[]): Omit<Chunk, "position">[] {
  // A function stays whole up to twice the lines of other text; the parts of a longer one are like any other's.
  const fits = piece.isUnit && lines.at(piece.end - 1) - lines.at(piece.start) < longFunction.lines;
  const limit = fits ? { ...chunkLimit, lines: longFunction.lines } : chunkLimit;
  return splitRange(lines, piece, limit).flatMap((range) => {
    const declaration = piece.declaration ?? onlyOneIn(range, named);
    const chunk = chunkOf(lines, range, {
      symbol: declaration?.symbol ?? null,
      scope: declaration?.scope ?? null,
      symbolKind: declaration?.symbol ? declaration.kind : null,
    });
    return chunk ? [chunk] : [];
  });
}

/** The one small type or constant a group of leftovers holds; several are called nothing. */
function onlyOneIn(range: Range, named: Declaration[]): Declaration | undefined {
  let low = 0;
  let high = named.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((named[middle]?.start ?? 0) < range.start) low = middle + 1;
    else high = middle;
  }
  const first = named[low];
  const second = named[low + 1];
  return first && first.end <= range.end && !(second && second.start < range.end) ? first : undefined;
}
