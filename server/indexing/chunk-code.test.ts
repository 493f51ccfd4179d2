import { expect, test } from "vitest";
import { chunkFile } from "./chunk.ts";

/** `scope.name` of each named chunk, with its lines. */
async function outline(language: string, content: string): Promise<string[]> {
  const { chunks } = await chunkFile({ path: "file", language, content });
  return chunks.map((it) =>
    `${it.startLine}-${it.endLine} ${[it.scope, it.symbol].filter(Boolean).join(".")}`.trimEnd(),
  );
}

const samples: [string, string, string[]][] = [
  [
    "ts",
    "import a from 'a';\n\n/** Doc. */\nexport async function f() {}\n\n// loose\n\nconst g = () => 1;\n",
    ["1-1", "3-4 f", "6-6", "8-8 g"],
  ],
  [
    "ts",
    "class A {\n  /** field */\n  run = async () => {\n  };\n  @Get()\n  list() {}\n  #p() {}\n}\n",
    ["1-1 A", "2-4 A.run", "5-6 A.list", "7-8 A.p"],
  ],
  [
    "ts",
    "/** Doc. */\nexport function o(a: 1): 1;\nexport function o(a: 2): 2;\nexport function o(a: never) { return a; }\n",
    ["1-4 o"],
  ],
  [
    "js",
    "Foo.prototype.bar = function () {};\nexports.baz = function () {};\nmodule.exports = function named() {};\n",
    ["1-1 Foo.bar", "2-2 baz", "3-3 named"],
  ],
  [
    "js",
    "export const api = {\n  list() {},\n  get: async (id) => {\n    return id;\n  },\n  limit: () => 5,\n};\n",
    ["1-1 api", "2-2 api.list", "3-5 api.get", "6-7 api"],
  ],
  ["js", "export default () => 1;\n", ["1-1 default"]],
  ["js", "function outer() {\n  function inner() {}\n  const arrow = () => {};\n}\n", ["1-4 outer"]],
  [
    "tsx",
    "export const Button = forwardRef<A, B>((props, ref) => {\n  return <a onClick={() => {}} />;\n});\n",
    ["1-3 Button"],
  ],
  [
    "py",
    "# c\n@dec\nasync def f():\n    def g(): pass\n\nclass A:\n    x = 1\n\n    @property\n    def m(self): pass\n",
    ["1-4 f", "6-7 A", "9-10 A.m"],
  ],
  [
    "go",
    "package p\n\n// F does.\nfunc F() {}\n\nfunc (s *Srv[T]) M() error { return nil }\n",
    ["1-1", "3-4 F", "6-6 Srv.M"],
  ],
  [
    "java",
    "class A {\n  /** Doc. */\n  @Override\n  public void m() { }\n  class B {\n    B() { }\n  }\n}\n",
    ["1-1 A", "2-4 A.m", "5-5 A.B", "6-8 A.B.B"],
  ],
  [
    "rust",
    "impl<T> Show for Foo<T> {\n    /// Doc.\n    #[inline]\n    fn fmt(&self) {}\n}\nmod m {\n    pub fn g() {}\n}\n",
    ["1-1 Foo", "2-5 Foo.fmt", "6-6 m", "7-8 m.g"],
  ],
  [
    "csharp",
    "namespace A.B;\nclass C\n{\n    [Test]\n    public int M() => 1;\n    public C() { }\n}\n",
    ["1-1", "2-3 A.B.C", "4-5 A.B.C.M", "6-7 A.B.C.C"],
  ],
  [
    "cpp",
    "namespace a {\n// doc\ntemplate <class T>\nvoid Foo<T>::bar(int x) {}\nint* qux() { return 0; }\n}\n",
    ["1-1 a", "2-4 a.Foo.bar", "5-6 a.qux"],
  ],
  [
    "c",
    "typedef struct {\n  int a;\n  int b;\n  int c;\n} Point;\nstatic int *f(struct s *x) { return 0; }\n",
    ["1-5 Point", "6-6 f"],
  ],
  [
    "php",
    "<?php\nnamespace App\\Http;\nclass C {\n  /** Doc. */\n  public function m() {}\n}\n$f = function () {};\n",
    ["1-2", "3-3 App.Http.C", "4-6 App.Http.C.m", "7-7 App.Http.f"],
  ],
  [
    "ruby",
    "module M\n  class A < B\n    # doc\n    def m; end\n    private def self.s; end\n  end\nend\n",
    ["1-1 M", "2-2 M.A", "3-4 M.A.m", "5-7 M.A.s"],
  ],
  ["bash", "#!/bin/sh\nset -e\n\n# doc\nfoo() {\n  bar\n}\n", ["1-2", "4-7 foo"]],
  ["powershell", "# doc\nfunction global:Get-Foo {\n  1\n}\nGet-Foo\n", ["1-4 Get-Foo", "5-5"]],
  ["css", "@import 'x';\n/* d */\n.a {\n  a: b;\n  c: d;\n  e: f;\n}\n", ["1-1", "2-7 .a"]],
];

test.each(
  samples,
)("a function of %s is one chunk with its comment: %j", async (language, content, expected) => {
  expect(await outline(language, content)).toEqual(expected);
});

test("a comment behind a statement stays with that statement", async () => {
  expect(await outline("py", "x = 1  # one\ndef f(): pass\n")).toEqual(["1-1 x", "2-2 f"]);
  expect(await outline("js", "call(); // one\nfunction f() {}\n")).toEqual(["1-1", "2-2 f"]);
});

test("a very long function is divided at the functions inside it, all under its name", async () => {
  const body = (name: string) => `  function ${name}() {\n${"    step();\n".repeat(20)}  }\n`;
  const content = `function outer() {\n${"  before();\n".repeat(80)}${body("a")}${"  between();\n".repeat(20)}${body("b")}}\n`;
  const { chunks } = await chunkFile({ path: "x.js", language: "js", content });
  const names = chunks.map((it) => [it.scope, it.symbol].filter(Boolean).join("."));
  expect([...new Set(names)]).toEqual(["outer", "outer.a", "outer.b"]);
  expect(Math.max(...chunks.map((it) => it.endLine - it.startLine + 1))).toBeLessThanOrEqual(60);
});

test("the functions of a module wrapped in a function are chunks of their own", async () => {
  const content = `(function () {\n${"  function f() {\n    return 1;\n  }\n".repeat(40)}})();\n`;
  const { chunks } = await chunkFile({ path: "x.js", language: "js", content });
  expect(chunks.filter((it) => it.symbol === "f")).toHaveLength(40);
});

test("leftovers are groups of at most 60 lines", async () => {
  const content = Array.from({ length: 200 }, (_, n) => `call(${n});`).join("\n");
  const { chunks } = await chunkFile({ path: "x.js", language: "js", content });
  expect(Math.max(...chunks.map((it) => it.endLine - it.startLine + 1))).toBeLessThanOrEqual(60);
  expect(chunks.length).toBeLessThanOrEqual(7);
});
