import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** One figure of a bench, and how far it may go. */
export interface Figure {
  what: string;
  value: number;
  unit: "ms" | "ms p50" | "ms p95" | "/s" | "MiB" | "share" | "points" | "of 20";
  /** What the value is held against, measured in the same run. */
  peer?: { what: string; value: number };
  /** The bound of the value or, with a peer, of value ÷ peer. */
  bound: { atMost: number } | { atLeast: number };
}

/** The figure that is held against the bound. */
export const measured = ({ value, peer }: Figure): number => (peer ? value / peer.value : value);

export function isKept(figure: Figure): boolean {
  const { bound } = figure;
  return "atMost" in bound ? measured(figure) <= bound.atMost : measured(figure) >= bound.atLeast;
}

/** Prints the figures of a bench, writes them to bench/results, and ends the process: with 1 when one is beyond its bound. */
export function report(name: string, figures: Figure[], more: Record<string, unknown> = {}): never {
  const results = path.resolve("bench/results");
  mkdirSync(results, { recursive: true });
  const rows = figures.map((figure) => ({ ...figure, measured: measured(figure), isKept: isKept(figure) }));
  writeFileSync(
    path.join(results, `${name}.json`),
    `${JSON.stringify({ name, ...more, figures: rows }, null, 2)}\n`,
  );
  for (const row of rows) console.log(`${row.isKept ? "kept  " : "BEYOND"}  ${describe(row)}`);
  process.exit(rows.every((row) => row.isKept) ? 0 : 1);
}

/** `list 20 rows: 812 /s, 0.31 of 2,600 /s (bare http and pg); at least 0.25`. */
export function describe(figure: Figure): string {
  const { what, value, unit, peer, bound } = figure;
  const limit = "atMost" in bound ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`;
  const held = peer ? `, ${number(measured(figure))} times ${number(peer.value)} ${unit} (${peer.what})` : "";
  return `${what}: ${number(value)} ${unit}${held}; ${limit}`;
}

export const number = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 });

/** The value below which `share` of the numbers lie; 0 < share < 1. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds that `work` took, and what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const startedMs = performance.now();
  const answer = await work();
  return { ms: performance.now() - startedMs, answer };
}
