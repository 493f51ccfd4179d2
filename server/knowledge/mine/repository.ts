import type { MinedFile } from "../finding.ts";
import type { Facts, TestPart } from "./facts.ts";
import { isConfiguration, isModulePath, isTestPath } from "./path-roles.ts";
import { isMinedLanguage, readFacts } from "./read-facts.ts";

export interface ReadFile {
  file: MinedFile;
  facts: Facts;
}

/** The files of a repository by their part in testing. */
export interface MinedRepository {
  files: MinedFile[];
  /** Test code that could be read: tests, their helpers and doubles. */
  testCode: ReadFile[];
  /** Those of it that hold at least one test. */
  tests: ReadFile[];
  /** The rest of the code that could be read and may declare routes. */
  sources: ReadFile[];
  modules: MinedFile[];
  configuration: MinedFile[];
}

/** A file outside of tests is parsed only when it looks as though it declared a route: the rest of it asks for nothing. */
const mayDeclareRoutes =
  /\.(get|post|put|patch|delete|head|options|all|route|Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|Handle|HandleFunc)\(|@(\w+\.)*(route|get|post|put|patch|delete)\(|\b(url|path|re_path)\(|@(Get|Post|Put|Patch|Delete|Request)Mapping|@Path\(/;

/** Reads what the detectors ask for, one file after the other as they come. */
export async function readRepository(
  files: Iterable<MinedFile> | AsyncIterable<MinedFile>,
): Promise<MinedRepository> {
  const repository: MinedRepository = {
    ...{ files: [], testCode: [], tests: [], sources: [], modules: [], configuration: [] },
  };
  for await (const file of files) {
    repository.files.push(file);
    if (isMinedLanguage(file.language) && isModulePath(file.path)) repository.modules.push(file);
    if (isConfiguration(file.path)) repository.configuration.push(file);
    const isTest = isTestPath(file.path);
    if (!isMinedLanguage(file.language)) continue;
    const maybeTest = isTest || hasTestsElsewhere(file);
    if (!maybeTest && !mayDeclareRoutes.test(file.content)) continue;
    const facts = await readFacts(file);
    if (!facts) continue;
    const isTestCode = isTest || (maybeTest && testsOf(facts).length > 0 && isRunByFramework(facts));
    (isTestCode ? repository.testCode : repository.sources).push({ file, facts });
    if (isTestCode && hasTests({ file, facts })) repository.tests.push({ file, facts });
  }
  return repository;
}

/** Whether anything but the names of a file is read. */
export const needsText = (file: MinedFile): boolean =>
  isTestPath(file.path) ||
  isConfiguration(file.path) ||
  (isMinedLanguage(file.language) &&
    (file.symbols.length === 0 || hasTestsElsewhere(file) || mayDeclareRoutes.test(file.content)));

/** The tests of a file. In Go and Python a function is one by its name, wherever it stands. */
export const testsOf = (facts: Facts): TestPart[] => facts.parts.filter(({ kind }) => kind === "test");

/** Type tests assert without a test around, and a doctest is a session in a string. */
const hasTests = (read: ReadFile): boolean =>
  testsOf(read.facts).length > 0 || /\.(tst|test-d)\.[mc]?tsx?$/.test(read.file.path) || isDoctest(read);

/** Whether a file of Python tests is nothing but a session in its docstring. */
export const isDoctest = ({ file, facts }: ReadFile): boolean =>
  file.language === "py" && /^>>> /m.test(file.content) && facts.functions.length + facts.parts.length === 0;

/** A spec that lies where no test is looked for, such as a template. */
const hasTestsElsewhere = ({ content, language }: MinedFile): boolean =>
  language === "java" && /\bextends TestCase\b|import org\.(junit|testng)\b/.test(content);

const isRunByFramework = (facts: Facts): boolean =>
  facts.importOf(/^(org\.junit|junit|org\.testng)/) !== undefined;
