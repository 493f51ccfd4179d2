import fc from "fast-check";
import { expect, test } from "vitest";
import { highlight, literalSpans } from "./highlight.ts";
import { words } from "./words.ts";

const marked = (content: string, spans: { start: number; end: number }[]) =>
  spans.map(({ start, end }) => content.slice(start, end));

test.each([
  ["the user names", "getUserName(users)", ["UserName", "users"]],
  ["username", "getUserName(userName)", ["userName"]],
  ["connect", "reconnecting connections", ["connections"]],
  ["日本語", "これは日本語です", ["日本語"]],
  ["parser", "\u{1F600} naïveParser", ["Parser"]],
  ["nothing here", "else", []],
])("a question for %s marks its words in %s", (question, content, expected) => {
  expect(marked(content, highlight(content, new Set(words(question))))).toEqual(expected);
});

test("marks are sorted and never touch", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (content) => {
      const spans = highlight(content, new Set(words(content)));
      for (const [index, span] of spans.entries()) {
        expect(span.start).toBeGreaterThan(spans[index - 1]?.end ?? -1);
        expect(span.end).toBeLessThanOrEqual(content.length);
      }
    }),
  );
});

const loose = { caseSensitive: false, wholeWord: false };

test.each([
  [
    "aaaa",
    "aa",
    loose,
    [
      [0, 2],
      [2, 4],
    ],
  ],
  ["Foo foo", "foo", { ...loose, caseSensitive: true }, [[4, 7]]],
  [
    "Foo foo",
    "FOO",
    loose,
    [
      [0, 3],
      [4, 7],
    ],
  ],
  [
    "foobar foo foo_ $foo",
    "foo",
    { ...loose, wholeWord: true },
    [
      [7, 10],
      [17, 20],
    ],
  ],
  ["öffnen offnen", "ffnen", { ...loose, wholeWord: true }, []],
  ["𠮷foo foo𠮷 foo", "foo", { ...loose, wholeWord: true }, [[12, 15]]],
  [
    "ΟΔΟΣ οδος",
    "οδοσ",
    loose,
    [
      [0, 4],
      [5, 9],
    ],
  ],
  [
    "İx ßx",
    "x",
    loose,
    [
      [1, 2],
      [4, 5],
    ],
  ],
  ["a.b(c)*", "b(c)*", loose, [[2, 7]]],
  ["abab ab", "ab", { ...loose, wholeWord: true }, [[5, 7]]],
  ["xa.a.a", "a.a", { ...loose, wholeWord: true }, [[3, 6]]],
  ["text", "", loose, []],
])("in %s the literal %s is found where it stands", (content, literal, options, expected) => {
  expect(literalSpans(content, literal, options)).toEqual(expected.map(([start, end]) => ({ start, end })));
});

test("a case-sensitive literal is found exactly where a search from left to right finds it", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "A"), maxLength: 40 });
  fc.assert(
    fc.property(
      letters,
      letters.filter((it) => it !== ""),
      (content, literal) => {
        const expected: number[] = [];
        for (let at = content.indexOf(literal); at >= 0; at = content.indexOf(literal, at + literal.length))
          expected.push(at);
        const spans = literalSpans(content, literal, { caseSensitive: true, wholeWord: false });
        expect(spans.map((span) => span.start)).toEqual(expected);
      },
    ),
  );
});

test("a literal that nearly matches everywhere is no slower than any other", () => {
  const content = "a".repeat(1_000_000);
  const start = performance.now();
  expect(literalSpans(content, `${"a".repeat(20_000)}b`, loose)).toEqual([]);
  expect(literalSpans(content, "aaa", { ...loose, wholeWord: true })).toEqual([]);
  expect(performance.now() - start).toBeLessThan(2_000);
});
