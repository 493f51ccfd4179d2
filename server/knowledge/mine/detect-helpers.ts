import type { FindingCollector } from "./collect-findings.ts";
import type { DeclaredFunction } from "./facts.ts";
import { isWithin } from "./facts.ts";
import type { MinedRepository, ReadFile } from "./repository.ts";
import { testsOf } from "./repository.ts";

/** The functions that tests share: at the top of test code, of a suite or of a class with tests, and really used. */
export function detectHelpers({ testCode }: MinedRepository, found: FindingCollector): void {
  const uses = new Map<string, number>();
  for (const { facts } of testCode)
    for (const [name, count] of facts.identifiers) uses.set(name, (uses.get(name) ?? 0) + count);
  for (const read of testCode) {
    for (const one of read.facts.functions) {
      // Once for its declaration, at least once more for a use.
      if (isShared(one, read) && (uses.get(one.name) ?? 0) > 1)
        found.add("utilities", one.name, { file: read.file, span: one.at });
    }
  }
}

function isShared(one: DeclaredFunction, { file, facts }: ReadFile): boolean {
  if (one.name.startsWith("__") || isWithin(one.within, "test", "hook", "function")) return false;
  if (
    one.marks.some((mark) => !/^(Override|SuppressWarnings|staticmethod|classmethod|SafeVarargs)$/.test(mark))
  )
    return false;
  const classes = one.within.filter(({ kind }) => kind === "class");
  if (classes.length === 0) return !(file.language === "go" && /^(main|init)$/.test(one.name));
  // A method of a sample object is what is tested, not what tests share.
  if (file.language === "go" || classes.length > 1) return false;
  if (file.language === "java" && one.name === "main") return false;
  const holdsTests = testsOf(facts).some(({ within }) => within.at(-1)?.name === classes[0]?.name);
  return holdsTests || (file.language === "java" && one.isStatic);
}
