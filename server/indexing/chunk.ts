import { chunkCode } from "./chunk-code.ts";
import { chunkOf, lineWindows } from "./chunk-lines.ts";
import { chunkProse } from "./chunk-prose.ts";
import type { DeclaredSymbol } from "./declared-symbols.ts";
import { grammars } from "./grammars.ts";
import { isProse } from "./language.ts";
import { Lines } from "./lines.ts";

export interface Chunk {
  /** 0, 1, 2 … in the order of the text. */
  position: number;
  /** Exactly `file.slice(startChar, endChar)`. */
  content: string;
  /** The bare name of the function or type, or the heading above the text. */
  symbol: string | null;
  /** The names around it, outermost first, joined with dots; for prose, the headings above the heading. */
  scope: string | null;
  /** `function`, `method`, `class`, `type`, `constant`, `heading` and the like. */
  symbolKind: string | null;
  /** 1-based, inclusive. */
  startLine: number;
  endLine: number;
  /** UTF-16 code units, half-open. */
  startChar: number;
  endChar: number;
}

const parseLimitMs = 2000;

/**
 * Divides a file into chunks that hold all of its text: functions where a grammar reads the language, sections of prose,
 * else overlapping windows of lines (also when a parse takes too long). Beside them, what a grammar finds declared.
 */
export async function chunkFile(
  file: { path: string; language: string | null; content: string },
  { limitMs = parseLimitMs }: { limitMs?: number } = {},
): Promise<{ chunks: Chunk[]; symbols: DeclaredSymbol[] }> {
  const lines = new Lines(file.content);
  const code = isProse(file.language) ? undefined : await codeChunks(lines, file.language, limitMs);
  const chunks = isProse(file.language)
    ? chunkProse(lines, file.language)
    : (code?.chunks ?? windowChunks(lines));
  return {
    chunks: chunks.map((chunk, position) => ({ position, ...chunk })),
    symbols: code?.symbols ?? [],
  };
}

async function codeChunks(lines: Lines, language: string | null, limitMs: number) {
  const grammar = language !== null && Object.hasOwn(grammars, language) ? grammars[language] : undefined;
  return grammar && chunkCode(lines, grammar, limitMs);
}

function windowChunks(lines: Lines): Omit<Chunk, "position">[] {
  const unnamed = { symbol: null, scope: null, symbolKind: null };
  return lineWindows(lines).flatMap((range) => chunkOf(lines, range, unnamed) ?? []);
}
