import { hash } from "node:crypto";
import { beginningOf } from "../beginning-of.ts";
import type { Evidence, Finding, KnowledgeCategory, MinedFile } from "../finding.ts";
import type { Span } from "./facts.ts";

/** A finding keeps so many places: enough to open and to watch, few enough to store. */
const mostEvidence = 8;

/** Adds up what detectors meet: same category and key, one finding. */
export class FindingCollector {
  private readonly found = new Map<string, Finding & { paths: Set<string> }>();
  private readonly lines = new Map<MinedFile, number[]>();

  /** Counts `key` once more, at a place in a file. Without a place the first line stands for the file. */
  add(category: KnowledgeCategory, key: string, at: { file: MinedFile; span?: Span | undefined }): void {
    const id = `${category} ${key}`;
    let finding = this.found.get(id);
    if (!finding) {
      finding = { category, key, count: 0, files: 0, evidence: [], paths: new Set() };
      this.found.set(id, finding);
    }
    finding.count += 1;
    const isNewFile = !finding.paths.has(at.file.path);
    finding.paths.add(at.file.path);
    finding.files = finding.paths.size;
    if (finding.evidence.length < mostEvidence && (isNewFile || finding.evidence.length < 3))
      finding.evidence.push(this.evidenceOf(at.file, at.span ?? firstLine(at.file)));
  }

  /** What was met of a category, by key. */
  of(category: KnowledgeCategory): Finding[] {
    return this.all().filter((finding) => finding.category === category);
  }

  /** Most frequent first within a category, then by key, so that the same files give the same list. */
  all(): Finding[] {
    return [...this.found.values()]
      .map(({ paths: _, ...finding }) => finding)
      .sort(
        (a, b) =>
          compare(a.category, b.category) || b.files - a.files || b.count - a.count || compare(a.key, b.key),
      );
  }

  private evidenceOf(file: MinedFile, { start, end }: Span): Evidence {
    return {
      path: file.path,
      startLine: this.lineAt(file, start),
      endLine: this.lineAt(file, Math.max(start, end - 1)),
      startChar: start,
      endChar: end,
      hash: hash("sha256", file.content.slice(start, end)),
      text: beginningOf(file.content.slice(start, end)),
    };
  }

  private lineAt(file: MinedFile, index: number): number {
    let starts = this.lines.get(file);
    if (!starts) {
      starts = [0];
      for (let at = file.content.indexOf("\n"); at >= 0; at = file.content.indexOf("\n", at + 1))
        starts.push(at + 1);
      this.lines.set(file, starts);
    }
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function firstLine({ content }: MinedFile): Span {
  const end = content.indexOf("\n");
  return { start: 0, end: end < 0 ? content.length : end };
}
