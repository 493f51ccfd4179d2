import type { MinedFile } from "../finding.ts";
import type { FindingCollector } from "./collect-findings.ts";
import { calls, commandsOf } from "./command-words.ts";
import type { Span } from "./facts.ts";
import { baseName } from "./path-roles.ts";
import type { MinedRepository } from "./repository.ts";

/** A tool by the word that calls it. */
const tools: [word: string, name: string][] = [
  ...[
    "vitest",
    "jest",
    "mocha",
    "ava",
    "tape",
    "tap",
    "borp",
    "jasmine",
    "karma",
    "tstyche",
    "tsd",
    "uvu",
  ].map((word): [string, string] => [word, word]),
  ["react-scripts test", "jest"],
  ["node --test", "node --test"],
  ["playwright test", "playwright"],
  ["cypress", "cypress"],
  ["pytest", "pytest"],
  ["py.test", "pytest"],
  ["nosetests", "nose"],
  ["nose2", "nose"],
  ["airtap", "airtap"],
  ["tox", "tox"],
  ["nox", "nox"],
  ["python -m unittest", "unittest"],
  ["go test", "go test"],
  ["gotestsum", "gotestsum"],
  ["gotestsum.exe", "gotestsum"],
  ["ginkgo", "ginkgo"],
];

/** What runs the tests, by scripts, build files and CI. */
export function detectRunners({ configuration, tests }: MinedRepository, found: FindingCollector): void {
  const add = (name: string, file: MinedFile, span?: Span) =>
    found.add("framework", `run: ${name}`, { file, span });
  for (const { text, file, span } of commandsOf(configuration)) {
    // What is installed or cached by a name is not run by it.
    if (/\b(npm (i|install|ci)|pip install|apt-get|go get|brew|curl|tar|echo|name|key):?\b/.test(text)) {
      if (!/&&|;/.test(text)) continue;
    }
    for (const name of new Set(tools.flatMap(([word, name]) => (calls(text, word) ? [name] : []))))
      add(name, file, span);
  }
  for (const file of configuration) {
    const built = buildTool(file);
    if (built) add(built.name, file, built.span);
  }
  const go = tests.find(({ file }) => file.language === "go");
  if (go) add("go test", go.file);
}

const buildTools: [file: RegExp, text: RegExp, name: string][] = [
  [
    /^pom\.xml$/,
    /<artifactId>(junit|junit-jupiter|testng|spock)[\w-]*<\/artifactId>|maven-surefire-plugin/,
    "maven",
  ],
  [/^build\.xml$/, /<(junit|junitlauncher|testng)\b/, "ant"],
  [/^build\.gradle(\.kts)?$/, /\btest(Implementation|Compile)\b|useJUnit/, "gradle"],
  [/^tox\.ini$/, /^\[testenv/m, "tox"],
  [/^noxfile\.py$/, /@nox\.session/, "nox"],
  [/^setup\.py$/, /\btest_suite\s*=/, "setup.py test"],
  [/^pytest\.ini$/, /^\[pytest\]/m, "pytest"],
  [/^setup\.cfg$/, /^\[tool:pytest\]/m, "pytest"],
  [/^pyproject\.toml$/, /^\[tool\.pytest/m, "pytest"],
];

function buildTool(file: MinedFile): { name: string; span: Span } | undefined {
  for (const [fileName, pattern, name] of buildTools) {
    const match = fileName.test(baseName(file.path)) ? pattern.exec(file.content) : null;
    if (match) return { name, span: { start: match.index, end: match.index + match[0].length } };
  }
  return undefined;
}
