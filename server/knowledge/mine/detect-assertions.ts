import type { FindingCollector } from "./collect-findings.ts";
import type { Call } from "./facts.ts";
import type { MinedRepository, ReadFile } from "./repository.ts";

/** How tests assert: `expect` and `should` with their last word, everything else as it is called. */
export function detectAssertions({ testCode }: MinedRepository, found: FindingCollector): void {
  const own = new Set(testCode.flatMap(({ facts }) => facts.functions.map(({ name }) => name)));
  for (const read of testCode) {
    for (const span of read.facts.asserts) found.add("assertions", "assert", { file: read.file, span });
    for (const call of read.facts.calls) {
      const key = assertionOf(call, read);
      if (key && !own.has(lastOf(key))) found.add("assertions", key, { file: read.file, span: call.at });
    }
  }
}

/** The name of the assertion that a call makes, if it makes one. */
export function assertionOf(call: Call, { file, facts }: ReadFile): string | undefined {
  switch (file.language) {
    case "py":
      return /^(self|cls)\.(assert\w*|fail)$/.test(call.path) || /^(pytest\.raises|raises)$/.test(call.path)
        ? lastOf(call.path)
        : undefined;
    case "go":
      if (/^(t|b|tb|c|f)\.(Error|Errorf|Fatal|Fatalf|Fail|FailNow|Assert|Check)$/.test(call.path))
        return call.path;
      return facts.importOf(/testify|gotest\.tools|qt$/) &&
        /^(assert|require|is|qt)\.[A-Z]\w+$/.test(call.path)
        ? call.path
        : undefined;
    case "java":
      return /^((\w*Assert\w*|Truth|this)\.)?(assert\w+|fail)$/.test(call.path)
        ? lastOf(call.path)
        : undefined;
    default:
      return ofJavaScript(call);
  }
}

const tMethods = new Set([
  ...[
    "equal",
    "equals",
    "notEqual",
    "same",
    "notSame",
    "deepEqual",
    "notDeepEqual",
    "deepLooseEqual",
    "strictEqual",
  ],
  ...[
    "strictSame",
    "deepStrictEqual",
    "ok",
    "notOk",
    "true",
    "false",
    "truthy",
    "falsy",
    "is",
    "not",
    "match",
    "regex",
  ],
  ...[
    "like",
    "throws",
    "rejects",
    "throwsAsync",
    "notThrows",
    "doesNotThrow",
    "fail",
    "pass",
    "error",
    "ifError",
  ],
  ...["has", "type", "snapshot", "looseEqual", "assert", "resolves"],
]);

function ofJavaScript({ path, args }: Call): string | undefined {
  const segments = path.replaceAll("()", "").split(".");
  const last = segments.at(-1) ?? "";
  if (/^(chai\.)?expect(\.(soft|poll|element))?\(\)\./.test(path)) return `expect.${last}`;
  // `t` in `t.assert.ok` is the test, in `t.ok` the library.
  if (segments[0] === "t" && segments[1] === "assert" && segments.length > 2)
    return segments.slice(0, 3).join(".");
  if (segments[0] === "t" && segments.length === 2 && tMethods.has(last)) return `t.${last}`;
  if (segments[0] === "assert" && args.length > 0 && segments.length <= 3) return segments.join(".");
  if (segments[0] === "cy" && last === "should") return "cy.should";
  const should = segments.indexOf("should");
  return should > 0 && should < segments.length - 1 ? `should.${last}` : undefined;
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);
