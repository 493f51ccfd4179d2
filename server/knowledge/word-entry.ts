import { hash } from "node:crypto";
import type { Evidence, Finding, KnowledgeCategory, KnowledgeExample } from "@/db/schema/knowledge-part";

/** What an entry says, and what it says it by. */
export interface EntryText {
  title: string;
  content: string;
  examples: KnowledgeExample[];
  sourceFiles: Evidence[];
}

const titles: Record<KnowledgeCategory, string> = {
  framework: "Test frameworks, and what runs them",
  patterns: "How tests are laid out and written",
  mocks: "What stands in for the real thing",
  fixtures: "Fixtures and test data",
  selectors: "How tests find elements",
  routes: "Routes that are declared and tested",
  assertions: "How tests assert",
  hooks: "Before and after tests",
  utilities: "Helpers that tests share",
  coverage: "What measures coverage",
  gaps: "Modules that no test mentions",
  improvements: "What asks to be looked at",
};
/** An entry that lists more is read by nobody; how many are left out is said. */
const mostLines = 100;
const mostEvidence = 60;

/** The words of a mined entry. The same findings give the same words; undefined where there are none. */
export function wordEntry(category: KnowledgeCategory, findings: Finding[]): EntryText | undefined {
  const own = findings.filter((one) => one.category === category);
  if (own.length === 0) return undefined;
  const lines = own.slice(0, mostLines).map(lineOf);
  const left = own.length - lines.length;
  return {
    title: titles[category],
    content: [...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join("\n"),
    examples: own.map(({ key, count, files }) => ({ key, count, files })),
    sourceFiles: placesOf(own),
  };
}

/** `vitest` in 214 files. */
function lineOf({ category, key, count, files }: Finding): string {
  if (category === "gaps" || category === "coverage" || category === "improvements") return `- \`${key}\``;
  if (category === "framework")
    return key.startsWith("run: ") ? `- run by \`${key.slice(5)}\`` : `- \`${key}\` in ${inFiles(files)}`;
  return `- \`${key}\`: ${count === 1 ? "once" : `${count} times`} in ${inFiles(files)}`;
}

const inFiles = (files: number) => (files === 1 ? "1 file" : `${files} files`);

/** Some places of each finding before more of any, each place once. */
function placesOf(findings: Finding[]): Evidence[] {
  const places = new Map<string, Evidence>();
  const deepest = Math.max(...findings.map(({ evidence }) => evidence.length));
  for (let index = 0; index < deepest && places.size < mostEvidence; index++) {
    for (const place of findings.flatMap(({ evidence }) => evidence[index] ?? []))
      places.set(`${place.path}:${place.startChar}-${place.endChar}`, place);
  }
  return [...places.values()].slice(0, mostEvidence);
}

export const hashOfEntry = ({ title, content }: { title: string; content: string }): string =>
  hash("sha256", `${title}\n\n${content}`);
