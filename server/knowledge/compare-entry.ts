import { hash } from "node:crypto";
import type {
  Evidence,
  Finding,
  KnowledgeCategory,
  KnowledgeDifference,
  KnowledgeExample,
} from "@/db/schema/knowledge-part";
import { beginningOf } from "./beginning-of";

export interface ComparedEntry {
  category: KnowledgeCategory;
  examples: KnowledgeExample[];
  sourceFiles: Evidence[];
}

export interface Freshness {
  freshness: "fresh" | "stale" | "contradicted";
  difference: KnowledgeDifference | null;
  /** The places, where they are now. */
  sourceFiles: Evidence[];
}

/** The categories in which one way is the repository's way: when another takes its place, an entry says the opposite. */
const turning: ReadonlySet<KnowledgeCategory> = new Set([
  ...(["framework", "mocks", "selectors", "assertions", "hooks", "coverage"] as const),
]);

/**
 * How an entry stands to the code of now. A place whose text only moved is the same place. Numbers are compared where the
 * entry states some; `textOf` gives the published text of a file, or undefined when it is gone.
 */
export function compareEntry(
  entry: ComparedEntry,
  findings: Finding[],
  textOf: (path: string) => string | undefined,
): Freshness {
  const now = findings.filter(({ category }) => category === entry.category);
  const counts = entry.examples.length === 0 ? [] : changedCounts(entry.examples, now);
  const located = entry.sourceFiles.map((place) => locate(place, textOf(place.path)) ?? movedTo(place, now));
  const changed = entry.sourceFiles
    .filter((_, index) => located[index] === undefined)
    .map((place) => ({ ...place, now: standingAt(place, textOf(place.path)) }));
  const contradicted = turning.has(entry.category) ? turnedKeys(entry.examples, now) : [];
  const sourceFiles = entry.sourceFiles.map((place, index) => located[index] ?? place);
  if (counts.length === 0 && changed.length === 0)
    return { freshness: "fresh", difference: null, sourceFiles };
  return {
    freshness: contradicted.length > 0 ? "contradicted" : "stale",
    difference: { counts, changed, contradicted },
    sourceFiles,
  };
}

function changedCounts(examples: KnowledgeExample[], now: Finding[]): KnowledgeDifference["counts"] {
  const before = new Map(examples.map(({ key, files }) => [key, files]));
  const after = new Map(now.map(({ key, files }) => [key, files]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((key) => ({ key, before: before.get(key) ?? 0, now: after.get(key) ?? 0 }))
    .filter((one) => one.before !== one.now);
}

/** The way that led and does not any more, if another is met in more files than it now. */
function turnedKeys(examples: KnowledgeExample[], now: Finding[]): string[] {
  const [leader] = examples.filter(isWay).sort((a, b) => b.files - a.files);
  if (!leader) return [];
  const left = now.find(({ key }) => key === leader.key)?.files ?? 0;
  const isOvertaken = now.filter(isWay).some(({ key, files }) => key !== leader.key && files > left);
  return left === 0 || isOvertaken ? [leader.key] : [];
}

const isWay = ({ key }: { key: string }): boolean => !key.startsWith("run: ");

/** What stands in the line of a place now; null where the file is gone. */
function standingAt({ startLine }: Evidence, text: string | undefined): string | null {
  return text === undefined ? null : beginningOf(text.split("\n")[startLine - 1] ?? "");
}

/** Where the text of a place stands now: where it stood, or at the beginning of another line. */
function locate(place: Evidence, text: string | undefined): Evidence | undefined {
  if (text === undefined) return undefined;
  const length = place.endChar - place.startChar;
  if (isThere(place, text, place.startChar)) return place;
  let lineStart = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const indent = line.length - line.trimStart().length;
    for (const start of indent > 0 ? [lineStart, lineStart + indent] : [lineStart]) {
      if (!isThere(place, text, start)) continue;
      const startLine = index + 1;
      const endLine = startLine + place.endLine - place.startLine;
      return { ...place, startChar: start, endChar: start + length, startLine, endLine };
    }
    lineStart += line.length + 1;
  }
  return undefined;
}

function isThere(place: Evidence, text: string, start: number): boolean {
  const end = start + place.endChar - place.startChar;
  return end <= text.length && hash("sha256", text.slice(start, end)) === place.hash;
}

/** A place in the middle of a line has moved when the new mining has met the same text in the same file. */
const movedTo = (place: Evidence, now: Finding[]): Evidence | undefined =>
  now
    .flatMap(({ evidence }) => evidence)
    .find(({ path, hash: it }) => path === place.path && it === place.hash);
