import type { MinedFile } from "../finding.ts";
import type { FindingCollector } from "./collect-findings.ts";
import { calls, commandsOf } from "./command-words.ts";
import type { Span } from "./facts.ts";
import { baseName } from "./path-roles.ts";
import type { MinedRepository } from "./repository.ts";

/** What a command says about measuring: pattern → tool. */
const inCommands: [RegExp | string, string][] = [
  ["c8", "c8"],
  ["nyc", "nyc"],
  ["istanbul", "istanbul"],
  [/\bvitest\b.*--coverage\b/, "vitest --coverage"],
  [/\bjest\b.*--coverage\b/, "jest --coverage"],
  [/\bborp\b.*--coverage\b/, "borp --coverage"],
  [/--experimental-test-coverage\b/, "node --experimental-test-coverage"],
  [/\bpytest\b.*--cov\b/, "pytest-cov"],
  ["coverage run", "coverage.py"],
  [/(^|\s)-cover(profile|mode|pkg)?(=|\s|$)/, "go -cover"],
  [/\bcoveralls\b/, "coveralls"],
  [/\bcodecov\b/, "codecov"],
];
const inFiles: [file: RegExp, text: RegExp, tool: string][] = [
  [/^pom\.xml$/, /<artifactId>jacoco-maven-plugin<\/artifactId>/, "jacoco"],
  [/^pom\.xml$/, /<artifactId>coveralls-maven-plugin<\/artifactId>/, "coveralls"],
  [/^pom\.xml$/, /<artifactId>cobertura-maven-plugin<\/artifactId>/, "cobertura"],
  [/^build\.gradle(\.kts)?$/, /\bjacoco\b/, "jacoco"],
  [/^\.coveragerc$/, /^\[/m, "coverage.py"],
  [/^(pyproject\.toml|setup\.cfg|tox\.ini)$/, /^\[(tool\.coverage|coverage:)/m, "coverage.py"],
  [/^(pyproject\.toml|setup\.cfg|pytest\.ini)$/, /addopts.*--cov\b/, "pytest-cov"],
  [/^\.nycrc/, /./, "nyc"],
  [/^\.?codecov\.ya?ml$/, /./, "codecov"],
  [/^vitest[\w.-]*\.[mc]?[jt]s$|^vite\.config/, /\bcoverage\s*:/, "vitest --coverage"],
  [/^jest\.config/, /\bcollectCoverage\s*:\s*true|\bcoverageThreshold\b/, "jest --coverage"],
];

/** What measures coverage, and how much is asked for. */
export function detectCoverage({ configuration }: MinedRepository, found: FindingCollector): void {
  const add = (key: string, file: MinedFile, span: Span) => found.add("coverage", key, { file, span });
  for (const { text, file, span } of commandsOf(configuration)) {
    for (const [pattern, tool] of inCommands)
      if (typeof pattern === "string" ? calls(text, pattern) : pattern.test(text)) add(tool, file, span);
    const threshold = thresholdOf(text);
    if (threshold) add(`threshold ${threshold}`, file, span);
  }
  for (const file of configuration) {
    for (const [name, pattern, tool] of inFiles) {
      const match = name.test(baseName(file.path)) ? pattern.exec(file.content) : null;
      if (match) add(tool, file, { start: match.index, end: match.index + match[0].length });
    }
  }
}

function thresholdOf(text: string): string | undefined {
  if (calls(text, "c8") && /\bc8\b.*\s--100\b/.test(text)) return "100";
  return /--(?:cov-fail-under|check-coverage\s.*--lines|lines|branches)[= ](\d+)/.exec(text)?.[1];
}
