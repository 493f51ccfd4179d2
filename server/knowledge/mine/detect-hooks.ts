import type { FindingCollector } from "./collect-findings.ts";
import { baseName } from "./path-roles.ts";
import type { MinedRepository } from "./repository.ts";

const setupFiles =
  /^(setup-?tests?|test-?setup|tests?-setup|(vitest|jest|mocha|cypress)[.-]?setup|global-?setup)\.[mc]?[jt]sx?$/i;

/** What runs before and after tests, by its name. */
export function detectHooks({ files, testCode }: MinedRepository, found: FindingCollector): void {
  for (const { file, facts } of testCode) {
    for (const part of facts.parts)
      if (part.kind === "hook") found.add("hooks", part.name, { file, span: part.at });
    for (const { path, at } of facts.calls)
      if (/^(t|b|tb)\.Cleanup$/.test(path)) found.add("hooks", path, { file, span: at });
    for (const { name, at } of facts.marks)
      if (/^(Rule|ClassRule|ExtendWith|RegisterExtension)$/.test(name))
        found.add("hooks", `@${name}`, { file, span: at });
    for (const mark of facts.marks)
      if (/fixture$/.test(mark.name) && mark.args.some((arg) => arg.properties?.get("autouse") === "True"))
        found.add("hooks", "autouse fixture", { file, span: mark.at });
  }
  for (const file of files)
    if (setupFiles.test(baseName(file.path))) found.add("hooks", `setup file ${file.path}`, { file });
}
