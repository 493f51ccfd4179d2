import { expect, test } from "vitest";
import { chunkFile } from "./chunk";

/** Each declaration as "kind Scope.name@line". */
async function symbolsOf(language: string, content: string): Promise<string[]> {
  const { symbols } = await chunkFile({ path: "file", language, content });
  return symbols.map(
    ({ kind, scope, name, startLine }) => `${kind} ${scope ? `${scope}.` : ""}${name}@${startLine}`,
  );
}

test("what is small, nested or grouped into a larger chunk has its name in TypeScript", async () => {
  const content = `import { x } from "y";
export const LIMIT = 3, { skipped } = x;
export type Id = string;
export interface Store {
  size: number;
  get(id: Id): string;
}
enum Color { Red = 1, Green = 2 }
export function outer(a: number) {
  const local = 1;
  function inner() { return local; }
  const arrow = () => inner();
  return arrow;
}
export class Box<T> extends Base {
  static count = 0;
  handler = () => 1;
  constructor() { super(); }
  open(): T { return new (class Hidden { run() {} })(); }
}
const api = { list() {}, get: (id: Id) => id, name: "x" };
export const Button = forwardRef((props, ref) => null);
export default function () {}
namespace Inner { export const DEEP = 1; }
`;
  expect(await symbolsOf("ts", content)).toEqual([
    "constant LIMIT@2",
    "type Id@3",
    "interface Store@4",
    "property Store.size@5",
    "method Store.get@6",
    "enum Color@8",
    "member Color.Red@8",
    "member Color.Green@8",
    "function outer@9",
    "function outer.inner@11",
    "function outer.arrow@12",
    "class Box@15",
    "field Box.count@16",
    "method Box.handler@17",
    "method Box.constructor@18",
    "method Box.open@19",
    "class Box.open.Hidden@19",
    "method Box.open.Hidden.run@19",
    "constant api@21",
    "method api.list@21",
    "method api.get@21",
    "function Button@22",
    "namespace Inner@24",
    "constant Inner.DEEP@24",
  ]);
});

const languages: [string, string, string[]][] = [
  [
    "py",
    "LIMIT = 3\nclass Mail:\n    retries = 2\n    def send(self):\n        again = 1\n        def later(): pass\n@cache\ndef f(): pass\n",
    [
      "constant LIMIT@1",
      "class Mail@2",
      "field Mail.retries@3",
      "method Mail.send@4",
      "function Mail.send.later@6",
      "function f@8",
    ],
  ],
  [
    "go",
    "package a\nconst Max = 1\ntype Point struct {\n\tX int\n}\ntype Shape interface {\n\tArea() int\n}\nfunc (p *Point) Move() {\n\tq := 1\n}\nfunc New() {}\n",
    [
      "constant Max@2",
      "type Point@3",
      "field Point.X@4",
      "type Shape@6",
      "method Shape.Area@7",
      "method Point.Move@9",
      "function New@12",
    ],
  ],
  [
    "java",
    "class Box {\n  private int size = 1;\n  interface Open { void open(); }\n  enum Kind { A, B }\n  Box() {}\n  void put(int x) { int local = 2; }\n}\n",
    [
      "class Box@1",
      "field Box.size@2",
      "interface Box.Open@3",
      "method Box.Open.open@3",
      "enum Box.Kind@4",
      "member Box.Kind.A@4",
      "member Box.Kind.B@4",
      "method Box.Box@5",
      "method Box.put@6",
    ],
  ],
  [
    "rust",
    "const MAX: u8 = 1;\nstruct Point { x: i32 }\nenum E { A, B }\ntrait T { fn go(&self); }\nimpl Point { fn mv(&self) { let a = 1; } }\nmacro_rules! m { () => {} }\n",
    [
      "constant MAX@1",
      "struct Point@2",
      "field Point.x@2",
      "enum E@3",
      "member E.A@3",
      "member E.B@3",
      "trait T@4",
      "method T.go@4",
      "method Point.mv@5",
      "macro m@6",
    ],
  ],
  [
    "csharp",
    "namespace N;\nclass A {\n  int count = 1;\n  public int Size { get; set; }\n  void Go() { int local = 2; }\n  enum K { X }\n}\n",
    [
      "class N.A@2",
      "field N.A.count@3",
      "property N.A.Size@4",
      "method N.A.Go@5",
      "enum N.A.K@6",
      "member N.A.K.X@6",
    ],
  ],
  [
    "cpp",
    "#define LIMIT 3\nint twice(int x);\nstatic int counter = 0;\ntypedef unsigned int uint;\nenum E { RED };\nclass Box {\n  int size;\n  void open() { int local; }\n};\nvoid Box::close() {}\n",
    [
      "macro LIMIT@1",
      "function twice@2",
      "constant counter@3",
      "type uint@4",
      "enum E@5",
      "member E.RED@5",
      "class Box@6",
      "field Box.size@7",
      "method Box.open@8",
      "method Box.close@10",
    ],
  ],
  [
    "php",
    "<?php\nnamespace App;\nconst LIMIT = 3;\nclass Box {\n  const A = 1;\n  private $size = 1;\n  function open() {}\n}\nfunction go() {}\n",
    [
      "constant App.LIMIT@3",
      "class App.Box@4",
      "constant App.Box.A@5",
      "field App.Box.size@6",
      "method App.Box.open@7",
      "function App.go@9",
    ],
  ],
  [
    "ruby",
    "LIMIT = 3\nmodule M\n  class Box\n    MAX = 1\n    def open?\n      x = 1\n    end\n  end\nend\n",
    ["constant LIMIT@1", "module M@2", "class M.Box@3", "constant M.Box.MAX@4", "method M.Box.open?@5"],
  ],
];

test.each(languages)("names in %s", async (language, content, expected) => {
  expect(await symbolsOf(language, content)).toEqual(expected);
});

test("prose and languages without a grammar declare nothing", async () => {
  expect(await symbolsOf("markdown", "# Title\n")).toEqual([]);
  expect(await symbolsOf("sql", "create table a ();")).toEqual([]);
});
