import type { Fused } from "./fuse";

export interface ChunkKind {
  symbolKind: string | null;
  language: string | null;
}

// A question asks for what does something more often than for what names it. Types and the text between functions hold the
// same words, densely, and would stand above the function that works on them: measured by bench/retrieval.ts.
const namesThings = [
  "class",
  "enum",
  "impl",
  "interface",
  "module",
  "namespace",
  "record",
  "struct",
  "trait",
  "type",
  "union",
];
const weights = new Map([
  ...namesThings.map((kind): [string, number] => [kind, 0.6]),
  ["constant", 0.8],
  ["object", 0.8],
]);
const BETWEEN_FUNCTIONS = 0.6;

/** Languages whose programs live in functions: what is left over between them is imports and the like. */
const functional = new Set([
  "ts",
  "tsx",
  "js",
  "py",
  "go",
  "java",
  "rust",
  "csharp",
  "cpp",
  "c",
  "php",
  "ruby",
]);

/** The same results in the order of their score times the weight of what they are; prose and scripts weigh 1. */
export function weighKinds(found: Fused[], kinds: Map<string, ChunkKind>): Fused[] {
  return found
    .map((one) => ({ ...one, fused: one.fused * weightOf(kinds.get(one.id)) }))
    .sort((a, b) => b.fused - a.fused || (a.id < b.id ? -1 : 1));
}

function weightOf(kind: ChunkKind | undefined): number {
  if (kind === undefined || kind.language === null || !functional.has(kind.language)) return 1;
  return kind.symbolKind === null ? BETWEEN_FUNCTIONS : (weights.get(kind.symbolKind) ?? 1);
}
