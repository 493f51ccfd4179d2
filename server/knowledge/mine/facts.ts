import type { Node } from "@vscode/tree-sitter-wasm";
import { shareCall } from "./share-call.ts";

/** UTF-16 code units, half-open. */
export interface Span {
  start: number;
  end: number;
}

/** What stands around a piece of code, outermost first. `loop` and `try` are transparent: they name nothing. */
export interface Scope {
  kind: "suite" | "test" | "hook" | "class" | "function" | "loop" | "try";
  name: string;
}

/** An argument as far as it can be told without running anything. */
export interface Argument {
  /** The value of a literal string. */
  text?: string;
  /** The literal strings among an object's properties. */
  properties?: Map<string, string>;
  isFunction: boolean;
}

/** A call, or a property that stands as a statement (`expect(x).to.be.true`). */
export interface Call {
  /** `t.assert.ok`; what was called on the way keeps its brackets: `expect().not.toBe`. */
  path: string;
  args: Argument[];
  at: Span;
  within: Scope[];
}

export interface DeclaredFunction {
  name: string;
  at: Span;
  within: Scope[];
  isAsync: boolean;
  isStatic: boolean;
  /** Decorators or annotations, without `@` and arguments. */
  marks: string[];
}

export interface DeclaredClass {
  name: string;
  bases: string[];
  marks: string[];
  within: Scope[];
  at: Span;
}

/** A decorator or annotation. */
export interface Mark {
  name: string;
  args: Argument[];
  at: Span;
}

export interface ImportedModule {
  module: string;
  /** The names it is known by in the file. */
  names: string[];
  at: Span;
}

/** A suite, test or hook that a call or a declaration makes. */
export interface TestPart {
  kind: "suite" | "test" | "hook";
  /** As it is called: `it.skip`, `beforeEach`, `TestNew`. */
  name: string;
  at: Span;
  within: Scope[];
  isAsync: boolean;
}

/** What a syntax tree tells about a file, whatever its language. */
export class Facts {
  readonly imports: ImportedModule[] = [];
  readonly calls: Call[] = [];
  readonly functions: DeclaredFunction[] = [];
  readonly classes: DeclaredClass[] = [];
  readonly marks: Mark[] = [];
  readonly parts: TestPart[] = [];
  /** `assert` as a statement. */
  readonly asserts: Span[] = [];
  /** Loops over a table that the file writes out. */
  readonly tableLoops: Span[] = [];
  /** How often each name stands in the code, comments and strings aside. */
  readonly identifiers = new Map<string, number>();

  /** The first import whose module fits. */
  importOf(pattern: RegExp): ImportedModule | undefined {
    return this.imports.find(({ module }) => pattern.test(module));
  }

  addCall(call: Call): void {
    this.calls.push(shareCall(call));
  }

  count(name: string): void {
    this.identifiers.set(name, (this.identifiers.get(name) ?? 0) + 1);
  }
}

export const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });

/** From the start of a declaration to the end of its first line: enough to see, and still the same when its body moves on. */
export function headOf(node: Node): Span {
  const text = node.text;
  const end = text.indexOf("\n");
  return { start: node.startIndex, end: node.startIndex + (end < 0 ? text.length : end) };
}

export const childrenOf = (node: Node): Node[] => node.namedChildren.flatMap((child) => child ?? []);

export const isWithin = (within: Scope[], ...kinds: Scope["kind"][]): boolean =>
  within.some(({ kind }) => kinds.includes(kind));
