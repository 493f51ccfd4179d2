import type { FindingCollector } from "./collect-findings.ts";
import { assertionOf } from "./detect-assertions.ts";
import { routesOf } from "./detect-routes.ts";
import { isWithin, type Span } from "./facts.ts";
import { folderOf, isInTestFolder } from "./path-roles.ts";
import type { MinedRepository, ReadFile } from "./repository.ts";

type Add = (key: string, span?: Span) => void;

/** How tests are laid out and written. */
export function detectPatterns(repository: MinedRepository, found: FindingCollector): void {
  const folders = new Set(repository.modules.map(({ path }) => folderOf(path)));
  for (const read of repository.tests) {
    const add: Add = (key, span) => found.add("patterns", key, { file: read.file, span });
    if (isInTestFolder(read.file.path)) add("in a test folder");
    else if (folders.has(folderOf(read.file.path))) add("beside the source");
    detectStructure(read, add);
    detectSpecials(read, add);
  }
}

function detectStructure(read: ReadFile, add: Add): void {
  const { facts, file } = read;
  const isScript = file.language !== "py" && file.language !== "go" && file.language !== "java";
  for (const part of facts.parts) {
    if (part.kind === "suite" && isWithin(part.within, "suite")) add("nested suites", part.at);
    if (part.kind === "test" && isSubtest(read, part.name, isWithin(part.within, "test")))
      add("subtests", part.at);
    if (part.kind === "test" && part.isAsync) add("async tests", part.at);
    const isTable = /(^|\.)(each|for)(\(\))?$/.test(part.name) || isWithin(part.within, "loop");
    if (isScript && part.kind !== "hook" && isTable) add("table-driven", part.at);
    if (/^Benchmark/.test(part.name)) add("benchmarks", part.at);
  }
  for (const span of facts.tableLoops) add("table-driven", span);
  for (const { name, at } of facts.marks) {
    if (/(^|\.)parametrize$|^parameterized(\.|$)|^ParameterizedTest$|^DataProvider$/.test(name))
      add("table-driven", at);
    if (name === "Benchmark") add("benchmarks", at);
  }
  for (const { path, at } of facts.calls) {
    if (/^self\.subTest$/.test(path)) add("subtests", at);
    if (/^bench(\.\w+)?$/.test(path) && isScript) add("benchmarks", at);
  }
}

/** In Go what `t.Run` runs, elsewhere a test inside a test. */
const isSubtest = ({ file }: ReadFile, name: string, isInTest: boolean): boolean =>
  file.language === "go" ? name === "t.Run" : isInTest && file.language !== "java" && file.language !== "py";

const throwing =
  /\.(toThrow\w*|throws?|throwsAsync|rejects|rejected|rejectedWith|threw|PanicMatches|Panics\w*)$/;

function detectSpecials(read: ReadFile, add: Add): void {
  const { facts, file } = read;
  for (const call of facts.calls) {
    const { path, at } = call;
    const asserted = assertionOf(call, read);
    const isRejected = asserted !== undefined && /\.rejects\b/.test(path);
    if (
      asserted &&
      (throwing.test(`.${asserted}`) ||
        isRejected ||
        /^(assertRaises\w*|raises|assertThrows\w*|assertThrowsExactly)$/.test(asserted))
    )
      add("expected failures", at);
    if (asserted === "fail" && file.language === "java" && isWithin(call.within, "try"))
      add("expected failures", at);
    if (/Snapshot$|^t\.snapshot$|^snapshot\.assert_match$/.test(path)) add("snapshots", at);
    if (
      /\.(skipIf|runIf)(\(\))?$|^[tb]\.(Skip|Skipf|SkipNow)$|^(Assume\.|Assumptions\.)?assume(True|False|That)$|^self\.skipTest$|^pytest\.skip$/.test(
        path,
      )
    )
      add("conditional skips", at);
    if (/(^|\.)test_client$|^httptest\.|^(request|supertest)$/.test(path) && isRequest(read, path))
      add("http requests", at);
  }
  for (const { isRequest: asked, span } of routesOf(read, true)) if (asked) add("http requests", span);
  for (const { name, at, args } of facts.marks) {
    if (/(^|\.)(skipIf|skipUnless|skipif)$|^(Enabled|Disabled)(If|On)\w*$/.test(name))
      add("conditional skips", at);
    if (name === "Test" && args.some((arg) => arg.properties?.has("expected"))) add("expected failures", at);
  }
  const panics = file.language === "go" && facts.identifiers.has("PanicMatches");
  if (panics) add("expected failures");
  const property = facts.importOf(
    /^(fast-check|hypothesis|jsverify|testcheck)(\.|$)|^testing\/quick$|leanovate\/gopter|^net\.jqwik|quickcheck/,
  );
  if (property) add("property-based", property.at);
}

const isRequest = ({ facts }: ReadFile, path: string): boolean =>
  !/^(request|supertest)$/.test(path) || facts.importOf(/^supertest$/) !== undefined;
