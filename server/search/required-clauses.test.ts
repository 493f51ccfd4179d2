import { RegExpParser } from "@eslint-community/regexpp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { requiredClauses } from "./required-clauses";

const clausesOf = (source: string, caseSensitive = true) =>
  requiredClauses(
    new RegExpParser().parsePattern(source, 0, source.length, { unicode: true }),
    caseSensitive,
  );

test.each<[string, string[][]]>([
  ["function\\s+name", [["function"], ["name"]]],
  ["foo|bar", [["foo", "bar"]]],
  ["(get|set)Name", [["Name"], ["get", "set"]]],
  ["a(bc)d", [["abcd"]]],
  ["ab+c", [["ab"], ["bc"]]],
  ["(?:foo)+", [["foo"]]],
  ["foo\\bbar", [["foobar"]]],
  ["foo?", [["fo"]]],
  ["(foo)?", []],
  ["(foo|)", []],
  ["foo(?!bar)", [["foo"]]],
  ["(?=foo)x", [["x"]]],
  ["[a]bc", [["abc"]]],
  ["[ab]c", [["c"]]],
  ["\\w+", []],
  ["\\u0066oo", [["foo"]]],
  ["foo\\.bar", [["foo.bar"]]],
  ["(foo.*bar|baz)", [["foo", "baz"]]],
  ["(.)\\1foo", [["foo"]]],
])("what /%s/ cannot do without", (source, expected) => {
  const sorted = (clauses: string[][]) => clauses.map((clause) => clause.join("|")).sort();
  expect(sorted(clausesOf(source))).toEqual(sorted(expected));
});

test("without case, letters that databases fold differently are left out", () => {
  expect(clausesOf("straße", false)).toEqual([["stra"], ["e"]]);
  expect(clausesOf("straße", true)).toEqual([["straße"]]);
});

test("what Postgres cannot hold is never looked for", () => {
  expect(clausesOf("foo\\0bar")).toEqual([["foo"], ["bar"]]);
  expect(clausesOf("foo\\ud83dbar")).toEqual([["foo"], ["bar"]]);
});

const atom = fc.constantFrom("a", "b", "ab", "abc", "[ab]", ".", "\\w", "^", "\\b", "");
const expression = fc.letrec((tie) => ({
  whole: fc.oneof({ maxDepth: 4 }, atom, tie("pair"), tie("either"), tie("group"), tie("many"), tie("ahead")),
  pair: fc.tuple(tie("whole"), tie("whole")).map(([one, other]) => `${one}${other}`),
  either: fc.tuple(tie("whole"), tie("whole")).map(([one, other]) => `(?:${one}|${other})`),
  group: tie("whole").map((inner) => `(${inner})`),
  many: fc
    .tuple(tie("whole"), fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "+?"))
    .map(([inner, count]) => `(?:${inner})${count}`),
  ahead: tie("whole").map((inner) => `(?=${inner})`),
})).whole as fc.Arbitrary<string>;
const content = fc.array(fc.constantFrom("a", "b", "ab", "abc", "A", "\n", " "), { maxLength: 12 });

test("whatever matches holds one literal of every clause", () => {
  fc.assert(
    fc.property(expression, content, fc.boolean(), (source, parts, caseSensitive) => {
      const text = parts.join("");
      fc.pre(new RegExp(source, caseSensitive ? "mu" : "imu").test(text));
      const folded = caseSensitive ? text : text.toLowerCase();
      for (const clause of clausesOf(source, caseSensitive)) {
        expect(
          clause.some((literal) => folded.includes(caseSensitive ? literal : literal.toLowerCase())),
        ).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});
