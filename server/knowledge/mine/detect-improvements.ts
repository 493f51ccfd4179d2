import type { FindingCollector } from "./collect-findings.ts";
import { commandsOf } from "./command-words.ts";
import type { MinedRepository } from "./repository.ts";

const skipping = /^(xit|xtest|xdescribe)$|^(it|test|describe|suite|context|specify)\.skip(\.|\(|$)/;
const focusing = /^(fit|fdescribe)$|^(it|test|describe|suite|context|specify)\.only(\.|\(|$)/;
const skippingMarks = /^(Ignore|Disabled)$|^(unittest\.)?skip$|^pytest\.mark\.skip$/;
/** Frameworks that do the same work: a repository with two of a row has two ways. */
const rivals = [
  ["vitest", "jest", "mocha", "jasmine", "ava", "tape", "tap", "node:test", "uvu", "bun:test"],
  ["pytest", "unittest", "nose"],
  ["junit3", "junit4", "junit5", "testng"],
  ["playwright", "cypress"],
];
const assertionLibraries = /^(chai|expectations|should|expect\.js|unexpected|must|power-assert)$/;

/** What asks to be looked at: tests that do not run, two ways where one would do, no way to run or to measure. */
export function detectImprovements(repository: MinedRepository, found: FindingCollector): void {
  for (const { file, facts } of repository.tests) {
    for (const { name, at } of facts.parts) {
      if (skipping.test(name)) found.add("improvements", `skipped ${file.path}`, { file, span: at });
      if (focusing.test(name)) found.add("improvements", `focused ${file.path}`, { file, span: at });
    }
    for (const { name, at } of facts.marks)
      if (skippingMarks.test(name)) found.add("improvements", `skipped ${file.path}`, { file, span: at });
  }
  detectConflicts(repository, found);
  detectMissing(repository, found);
}

function detectConflicts({ tests }: MinedRepository, found: FindingCollector): void {
  const frameworks = found.of("framework");
  for (const row of rivals) {
    const met = frameworks.filter(({ key }) => row.includes(key)).sort((a, b) => (a.key < b.key ? -1 : 1));
    addConflict(met.map(({ key, evidence }) => ({ name: key, path: evidence[0]?.path })));
  }
  const libraries = new Map<string, string>();
  for (const { file, facts } of tests) {
    for (const { module } of facts.imports)
      if (assertionLibraries.test(module) && !libraries.has(module)) libraries.set(module, file.path);
  }
  addConflict([...libraries].sort().map(([name, path]) => ({ name, path })));

  function addConflict(met: { name: string; path: string | undefined }[]): void {
    if (met.length < 2) return;
    for (const { path } of met) {
      const file = tests.find((read) => read.file.path === path)?.file;
      if (file) found.add("improvements", `conflict ${met.map(({ name }) => name).join(" + ")}`, { file });
    }
  }
}

function detectMissing({ configuration, tests }: MinedRepository, found: FindingCollector): void {
  const [first] = tests;
  if (!first) return;
  const isRun = found.of("framework").some(({ key }) => key.startsWith("run: "));
  const hasScript = commandsOf(configuration).some(
    ({ file, span }) => /package\.json$/.test(file.path) && /^"test"/.test(file.content.slice(span.start)),
  );
  if (!isRun && !hasScript) found.add("improvements", "no test command", { file: first.file });
  if (found.of("coverage").length === 0) found.add("improvements", "no coverage tool", { file: first.file });
}
