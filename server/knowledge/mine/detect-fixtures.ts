import type { FindingCollector } from "./collect-findings.ts";
import { folderOf, isDataPath, isTestPath } from "./path-roles.ts";
import type { MinedRepository } from "./repository.ts";

const dataRoots = /^(.*?(^|\/)(testdata|fixtures|__fixtures__|resources|test-data|test_data|golden))(\/|$)/;

/** Fixtures by their names, and the folders whose data tests read. */
export function detectFixtures({ files, testCode }: MinedRepository, found: FindingCollector): void {
  for (const { file, facts } of testCode) {
    for (const one of facts.functions)
      if (one.marks.some((mark) => /^(pytest\.|pytest_asyncio\.)?fixture$/.test(mark)))
        found.add("fixtures", one.name, { file, span: one.at });
    for (const { path, at, args } of facts.calls)
      if (/^(\w+\.)*(test|it|base)\.extend(\(\))?$/.test(path) && args.length > 0)
        found.add("fixtures", "test.extend", { file, span: at });
  }
  const data = new Map(files.filter(({ path }) => isDataPath(path)).map((one) => [one.path, one]));
  for (const { file, facts } of testCode) {
    // Data beside the product's own that a test names by its path: from the root, or from the test.
    for (const text of facts.calls.flatMap(({ args }) => args.flatMap((arg) => arg.text ?? []))) {
      const named = [text, `${folderOf(file.path)}/${text}`].map((path) => data.get(path)).find(Boolean);
      if (named && !isTestPath(named.path) && folderOf(named.path) !== "")
        found.add("fixtures", folderOf(named.path), { file: named });
    }
  }
  for (const file of files) {
    if (!isTestPath(file.path) || !isDataPath(file.path)) continue;
    const folder = folderOf(file.path);
    if (folder !== "") found.add("fixtures", dataRoots.exec(folder)?.[1] ?? folder, { file });
  }
}
