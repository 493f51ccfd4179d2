import type { Node } from "@vscode/tree-sitter-wasm";
import type { DeclaredName } from "./declared-name.ts";
import type { Run } from "./leading-comments.ts";

export interface Declaration {
  /** A unit becomes one chunk; a container lends its name to what is left over inside it. */
  role: "unit" | "signature" | "container";
  start: number;
  end: number;
  lines: number;
  symbol: string | null;
  scope: string | null;
  kind: string;
}

/** What holds for everything inside a container. */
export interface Scope {
  path: string | null;
  holdsMethods: boolean;
  /** Inside a long function: shorter ones belong to it. Zero elsewhere. */
  shortestUnit: number;
}

/** What holds for the children of one node. */
export interface Frame {
  scope: Scope;
  /** Where the wrapper around the children begins, until one of them has taken it. */
  wrapStart: number | undefined;
  /** The name for a child without one: `default` in an export, `A` in `const A = class {}`. */
  named: DeclaredName | undefined;
  /** A run of comments and attributes waiting for what they describe. */
  run: Run | undefined;
}

/** A function of more lines or characters is divided. */
export const longFunction = { lines: 120, characters: 6000 };

export function frameOf(scope: Scope): Frame {
  return { scope, wrapStart: undefined, named: undefined, run: undefined };
}

export function lineCount(node: Node): number {
  return node.endPosition.row - node.startPosition.row + 1;
}

export function joined(scope: string | null, name: string | null): string | null {
  return scope !== null && name !== null ? `${scope}.${name}` : (scope ?? name);
}
