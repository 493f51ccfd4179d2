import type { LineRange } from "@/app/_code/line-range";
import type { FileSymbol } from "../../../types";

export type ListedSymbol = {
  name: string;
  /** With its scopes: "Delivery.nextAttempt". */
  fullName: string;
  kind: string | null;
  /** How deep it lies in scopes that are listed too, for its indent. */
  depth: number;
  range: LineRange;
};

const MAX_DEPTH = 4;

/** The symbols whose full name holds every word of `text`, one row each: a long one was cut into several passages. */
export function listedSymbols(symbols: readonly FileSymbol[], text: string): ListedSymbol[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: ListedSymbol[] = [];
  for (const { symbol, scope, kind, startLine, endLine } of symbols) {
    if (symbol === null || startLine === null) continue;
    const fullName = scope ? `${scope}.${symbol}` : symbol;
    const last = rows.at(-1);
    const to = Math.max(startLine, endLine ?? startLine);
    // The parts of one symbol follow each other.
    if (last && last.fullName === fullName && last.kind === kind && startLine <= last.range.to + 1) {
      last.range = { from: last.range.from, to: Math.max(last.range.to, to) };
      continue;
    }
    const depth = scope ? Math.min(MAX_DEPTH, scope.split(".").length) : 0;
    rows.push({ name: symbol, fullName, kind, depth, range: { from: startLine, to } });
  }
  return rows.filter(({ fullName }) => words.every((word) => fullName.toLowerCase().includes(word)));
}
