import type { MinedFile } from "../finding.ts";
import type { FindingCollector } from "./collect-findings.ts";
import type { Span } from "./facts.ts";
import { folderOf } from "./path-roles.ts";
import type { MinedRepository, ReadFile } from "./repository.ts";
import { isDoctest, testsOf } from "./repository.ts";

interface Met {
  name: string;
  span: Span | undefined;
}

const javascriptImports: [RegExp, string][] = [
  [/^vitest(\/|$)/, "vitest"],
  [/^@jest\/globals$/, "jest"],
  [/^(node:test|test)$/, "node:test"],
  [/^bun:test$/, "bun:test"],
  [/^@playwright\/(test|experimental-ct-\w+)$/, "playwright"],
  [/^(ava|tape|tap|uvu|mocha|jasmine|tstyche)$/, "$"],
];

/** In how many files with tests each framework runs them: by what they import or extend, else by what is installed. */
export function detectFrameworks(repository: MinedRepository, found: FindingCollector): void {
  for (const read of repository.tests) {
    for (const { name, span } of frameworksOf(read, repository))
      found.add("framework", name, { file: read.file, span });
  }
}

function frameworksOf(read: ReadFile, repository: MinedRepository): Met[] {
  switch (read.file.language) {
    case "py":
      return ofPython(read);
    case "go":
      return ofGo(read);
    case "java":
      return ofJava(read);
    default: {
      const met = ofJavaScript(read, repository);
      return met ? [met] : [];
    }
  }
}

function ofJavaScript({ file, facts }: ReadFile, repository: MinedRepository): Met | undefined {
  for (const [pattern, name] of javascriptImports) {
    const one = facts.importOf(pattern);
    if (one) return { name: name === "$" ? one.module : name, span: one.at };
  }
  const span = facts.parts[0]?.at;
  const byCall = facts.calls.find(({ path }) => /^cy\.\w/.test(path));
  if (byCall) return { name: "cypress", span: byCall.at };
  const installed = installedFor(file, repository.configuration);
  if (installed) return { name: installed, span };
  // Only mocha gives a suite a `this` to set its time limit on.
  const limit = facts.calls.find(({ path }) => path === "this.timeout" || path === "this.retries");
  return limit ? { name: "mocha", span: limit.at } : undefined;
}

const installable: [RegExp, string][] = [
  [/"vitest"/, "vitest"],
  [/"(jest|@types\/jest|ts-jest|babel-jest|react-scripts)"/, "jest"],
  [/"(mocha|@types\/mocha)"/, "mocha"],
  [/"(jasmine|jasmine-core)"/, "jasmine"],
];

/** The framework whose functions are there without an import, by the nearest manifest that names one. */
function installedFor(file: MinedFile, configuration: MinedFile[]): string | undefined {
  const manifests = configuration
    .filter(({ path }) => /(^|\/)(package|template)\.json$/.test(path))
    .filter(({ path }) => folderOf(path) === "" || file.path.startsWith(`${folderOf(path)}/`))
    .sort((a, b) => b.path.length - a.path.length);
  for (const { content } of manifests) {
    const name = installable.find(([pattern]) => pattern.test(content))?.[1];
    if (name) return name;
  }
  return undefined;
}

function ofPython(read: ReadFile): Met[] {
  const { facts } = read;
  const met: Met[] = isDoctest(read) ? [{ name: "doctest", span: undefined }] : [];
  const pytest = facts.importOf(/^(pytest|_pytest)(\.|$)/);
  if (pytest) met.push({ name: "pytest", span: pytest.at });
  const django = facts.importOf(/^django\.test/);
  const unit = facts.importOf(/^(unittest2?|asynctest|testtools)(\.|$)/);
  const cases = facts.classes.filter(({ bases }) => bases.some((base) => /TestCase$/.test(base)));
  if (django) met.push({ name: "django.test", span: django.at });
  else if (cases.length > 0 && unit) met.push({ name: "unittest", span: cases[0]?.at });
  const nose = facts.importOf(/^nose(\.|$)/);
  if (nose) met.push({ name: "nose", span: nose.at });
  // A bare function is collected by pytest only.
  const bare = testsOf(facts).find(({ within }) => within.length === 0);
  if (bare && met.length === 0) met.push({ name: "pytest", span: bare.at });
  return met;
}

function ofGo({ facts }: ReadFile): Met[] {
  const known: [RegExp, string][] = [
    [/^testing$/, "testing"],
    [/^(gopkg\.in\/check\.v1|launchpad\.net\/gocheck)$/, "gocheck"],
    [/onsi\/ginkgo/, "ginkgo"],
    [/stretchr\/testify\/suite$/, "testify/suite"],
  ];
  return known.flatMap(([pattern, name]): Met[] => {
    const one = facts.importOf(pattern);
    return one ? [{ name, span: one.at }] : [];
  });
}

function ofJava({ facts }: ReadFile): Met[] {
  const extending = facts.classes.find(({ bases }) => bases.some((base) => /(^|\.)TestCase$/.test(base)));
  if (extending) return [{ name: "junit3", span: extending.at }];
  const known: [RegExp, string][] = [
    [/^org\.junit\.jupiter\./, "junit5"],
    [/^org\.junit\./, "junit4"],
    [/^org\.testng\./, "testng"],
    [/^spock\./, "spock"],
  ];
  for (const [pattern, name] of known) {
    const one = facts.importOf(pattern);
    if (one) return [{ name, span: one.at }];
  }
  return [];
}
