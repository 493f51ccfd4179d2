import fc from "fast-check";
import { expect, test } from "vitest";
import { type Chunk, chunkFile } from "./chunk.ts";
import { proseLimit } from "./chunk-prose.ts";
import { grammars } from "./grammars.ts";
import { chunkLimit } from "./split-range.ts";

const chunk = async (language: string | null, content: string) =>
  (await chunkFile({ path: "file", language, content })).chunks;

/** Each chunk says the truth about where it lies, and no line of text is missing. */
function expectWhole(content: string, chunks: Chunk[]): void {
  const lines = content.split("\n");
  const covered = new Uint8Array(content.length);
  for (const [index, it] of chunks.entries()) {
    expect(it.position).toBe(index);
    expect(it.content).toBe(content.slice(it.startChar, it.endChar));
    expect(it.content.trim()).not.toBe("");
    expect(it.startLine).toBe(content.slice(0, it.startChar).split("\n").length);
    expect(it.endLine).toBe(content.slice(0, it.endChar).split("\n").length);
    expect(it.content.length).toBeLessThanOrEqual(chunkLimit.characters);
    expect(it.startChar).toBeGreaterThanOrEqual(chunks[index - 1]?.startChar ?? 0);
    covered.fill(1, it.startChar, it.endChar);
  }
  const missing = [...covered.keys()].filter((at) => covered[at] === 0 && /\S/.test(content[at] ?? ""));
  expect(missing).toEqual([]);
  const seen = new Set(
    chunks.flatMap((it) => Array.from({ length: it.endLine - it.startLine + 1 }, (_, n) => it.startLine + n)),
  );
  expect(
    lines.flatMap((text, index) => (text.trim() === "" || seen.has(index + 1) ? [] : [index + 1])),
  ).toEqual([]);
}

const languages = [...Object.keys(grammars), "markdown", "rst", "text", "yaml", null];
const token = fc.constantFrom(
  "function f() {",
  "class A {",
  "}",
  "{",
  "(",
  ")",
  "[",
  "=>",
  "def m(self):",
  "end",
  "module M",
  "fn g() {",
  "// note",
  "/* open",
  "*/",
  "# Title",
  "## Part",
  "===",
  "```",
  '"',
  "`",
  "'",
  "export default",
  "const x = ",
  "@dec",
  "namespace N",
  "impl T for U {",
  "func (s *S) M() {",
  "#ifdef X",
  "<?php",
  "\u{1F600}",
  "\uD83D",
  "é",
  " ",
  "    ",
  "\t",
  "\n",
  "\r\n",
  "\n\n",
  ";",
  ",",
  "word",
  "<div>",
  "\u2028",
  "\0",
);

test("no text is lost and every place is exact, for anything in any language", async () => {
  const content = fc.oneof(
    fc.array(token, { maxLength: 80 }).map((it) => it.join("")),
    fc.string({ unit: "binary", maxLength: 300 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...languages), content, async (language, text) => {
      expectWhole(text, await chunk(language, text));
    }),
    { numRuns: 1500 },
  );
}, 60_000);

test("chunks of code never overlap", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(grammars)),
      fc.array(token, { maxLength: 80 }),
      async (language, tokens) => {
        const chunks = await chunk(language, tokens.join(""));
        for (const [index, it] of chunks.entries())
          expect(it.startChar).toBeGreaterThanOrEqual(chunks[index - 1]?.endChar ?? 0);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

test.each([
  ["js", "["],
  ["ts", "{a:"],
  ["py", "("],
  ["css", "a{"],
  ["ruby", "[->{"],
  ["js", "function f(){"],
])(
  "%s nested deeper than the stack is chunked whole",
  async (language, opening) => {
    const content = `const before = 1;\n${opening.repeat(20_000)}\nafter`;
    expectWhole(content, await chunk(language, content));
  },
  30_000,
);

test.each(
  languages,
)("one giant line of %s is divided, between words and never inside a character", async (language) => {
  for (const content of [`x${"\u{1F600}".repeat(10_001)}`, "let a = b + c; ".repeat(3_000)]) {
    const chunks = await chunk(language, content);
    expectWhole(content, chunks);
    for (const it of chunks) expect(it.content.isWellFormed()).toBe(true);
  }
});

test("a file without text has no chunks", async () => {
  for (const language of languages) {
    for (const content of ["", "\n", " \r\n\t"]) expect(await chunk(language, content)).toEqual([]);
  }
});

test("places are UTF-16 code units, and lines keep their Windows ends", async () => {
  const content =
    "// \u{1F600}\u{1F600}\r\nconst a = 1;\r\n\r\nfunction b() {\r\n  return '\u{1F600}';\r\n}\r\n";
  const [, b] = await chunk("js", content);
  expect(b).toMatchObject({
    symbol: "b",
    startLine: 4,
    endLine: 6,
    content: "function b() {\r\n  return '\u{1F600}';\r\n}",
  });
});

test("a parse that takes too long falls back to windows of lines", async () => {
  const content = "function f() { return [1, 2, 3]; }\n".repeat(3_000);
  const { chunks } = await chunkFile({ path: "f.js", language: "js", content }, { limitMs: 0 });
  expectWhole(content, chunks);
  expect(chunks[0]).toMatchObject({ symbol: null, startLine: 1, endLine: 60 });
  expect(chunks[1]).toMatchObject({ startLine: 46, endLine: 105 });
  // The next file is read by its grammar again.
  expect((await chunk("js", "function g() {}"))[0]?.symbol).toBe("g");
});

test("languages without a grammar are windows of 60 lines, 15 of them shared with the next", async () => {
  const content = Array.from({ length: 130 }, (_, n) => `line: ${n + 1}`).join("\n");
  const chunks = await chunk("yaml", content);
  expect(chunks.map((it) => [it.startLine, it.endLine])).toEqual([
    [1, 60],
    [46, 105],
    [91, 130],
  ]);
});

test("a section of prose is named by its heading, within its parents", async () => {
  const content =
    "---\ntitle: x\n---\n\n# Guide\n\nIntro.\n\n## Install\n\n### On [Linux](#l)\n\n```sh\n# not a heading\n```\n\nUsage\n-----\nText.\n";
  const chunks = await chunk("markdown", content);
  expectWhole(content, chunks);
  expect(chunks.map((it) => [it.scope, it.symbol, it.startLine])).toEqual([
    [null, null, 1],
    [null, "Guide", 5],
    // "Install" holds nothing but a deeper heading.
    ["Guide.Install", "On Linux", 9],
    ["Guide", "Usage", 17],
  ]);
});

test("long prose is cut after paragraphs into overlapping parts of at most 2,000 characters", async () => {
  const paragraph = `${"A sentence of some words. ".repeat(20).trim()}\n\n`;
  const content = `# Long\n\n${paragraph.repeat(12)}`;
  const chunks = await chunk("markdown", content);
  expectWhole(content, chunks);
  expect(chunks.length).toBeGreaterThan(3);
  for (const [index, it] of chunks.entries()) {
    expect(it.content.length).toBeLessThanOrEqual(proseLimit.characters);
    expect(it.symbol).toBe("Long");
    const shared = (chunks[index - 1]?.endChar ?? it.startChar) - it.startChar;
    expect(shared).toBeLessThanOrEqual(proseLimit.overlap);
    if (index > 0) expect(shared).toBeGreaterThan(100);
  }
});
