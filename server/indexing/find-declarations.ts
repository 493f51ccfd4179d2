import type { Language, Node, Tree, TreeCursor } from "@vscode/tree-sitter-wasm";
import { boundValue, callTakesFunction } from "./bound-value.ts";
import {
  type Declaration,
  type Frame,
  frameOf,
  joined,
  lineCount,
  longFunction,
  type Scope,
} from "./declaration.ts";
import { boundName, type DeclaredName, declaredName } from "./declared-name.ts";
import type { Grammar } from "./grammar.ts";
import { LeadingComments } from "./leading-comments.ts";
import { type Role, rolesOf } from "./node-roles.ts";

const veryLongFunctionLines = 300;
const longCallbackLines = 60;
const methodHolders = new Set([
  "class",
  "interface",
  "trait",
  "impl",
  "struct",
  "enum",
  "record",
  "union",
  "object",
]);

/**
 * The functions of a file, none inside another, and the classes and other named things around them, in the order of
 * the text. Walks with a cursor, because a file can nest deeper than the stack. Undefined after `deadline`
 * (`performance.now()`).
 */
export function findDeclarations(
  source: { tree: Tree; language: Language; grammar: Grammar; content: string },
  deadline: number,
): Declaration[] | undefined {
  const walker = new Walker(source.content, source.grammar, source.tree.walk());
  try {
    return walker.walk(rolesOf(source.grammar, source.language), deadline) ? walker.found : undefined;
  } finally {
    walker.cursor.delete();
  }
}

class Walker {
  readonly found: Declaration[] = [];
  private readonly grammar: Grammar;
  readonly cursor: TreeCursor;
  private readonly leads: LeadingComments;
  private role: Role | undefined;

  constructor(content: string, grammar: Grammar, cursor: TreeCursor) {
    this.leads = new LeadingComments(content);
    this.grammar = grammar;
    this.cursor = cursor;
  }

  walk(roles: Map<number, Role>, deadline: number): boolean {
    const { cursor } = this;
    const frames: Frame[] = [];
    let entered: Frame | undefined = frameOf({ path: null, holdsMethods: false, shortestUnit: 0 });
    for (let visited = 1; ; visited++) {
      if (visited % 2048 === 0 && performance.now() > deadline) return false;
      if (entered && cursor.gotoFirstChild()) frames.push(entered);
      else
        while (!cursor.gotoNextSibling()) {
          frames.pop();
          if (frames.length === 0 || !cursor.gotoParent()) return true;
        }
      const frame = frames.at(-1);
      if (!frame) return true;
      this.role = roles.get(cursor.nodeTypeId);
      if (this.role === "leading") {
        this.leads.take(frame, cursor);
        entered = undefined;
        continue;
      }
      if (frame.run && cursor.nodeIsNamed) this.leads.end(frame, cursor);
      entered = this.role ? this.visit(frame, this.role) : frameOf(frame.scope);
    }
  }

  /** What to walk into next, or undefined to walk on. */
  private visit(frame: Frame, role: Role): Frame | undefined {
    const inside = frameOf(frame.scope);
    switch (role) {
      case "skipped":
        return undefined;
      case "wrapper": {
        const start = this.cursor.startIndex;
        inside.wrapStart = frame.wrapStart ?? this.leads.startOf(start);
        if (this.cursor.nodeType === "export_statement") inside.named = { name: "default", qualifier: null };
        return inside;
      }
      case "function":
        return this.declareFunction(frame, this.cursor.currentNode, undefined);
      case "signature":
        this.add(frame, {
          role: "signature",
          node: this.cursor.currentNode,
          kind: this.functionKind(frame.scope),
        });
        return undefined;
      case "container":
      case "leaf":
        return this.declareContainer(frame, role);
      case "fileScope":
        return this.openFileScope(frame);
      case "binding":
        return this.visitBinding(frame, inside);
      case "anonymous": {
        const node = this.cursor.currentNode;
        if (frame.named) return this.declareFunction(frame, node, frame.named);
        return lineCount(node) > longCallbackLines ? inside : undefined;
      }
    }
  }

  private declareFunction(frame: Frame, node: Node, named: DeclaredName | undefined) {
    const lines = lineCount(node);
    const body =
      this.grammar.bodied && !named
        ? (node.childForFieldName("body") ?? node.childForFieldName("accessors"))
        : node;
    if (!body || lines < Math.max(frame.scope.shortestUnit, this.grammar.minLines?.[node.type] ?? 0))
      return undefined;
    const isLong = lines > longFunction.lines || node.endIndex - node.startIndex > longFunction.characters;
    const name = named ?? (this.role === "function" ? declaredName(node) : boundName(node));
    const kind = node.type === "macro_definition" ? "macro" : this.functionKind(frame.scope, name.qualifier);
    const declared = this.add(frame, { role: isLong ? "container" : "unit", node, kind, name });
    if (!isLong) return undefined;
    const shortestUnit = lines > veryLongFunctionLines ? 3 : 15;
    return this.inside(frame, declared, { holdsMethods: false, shortestUnit });
  }

  private declareContainer(frame: Frame, role: "container" | "leaf"): Frame | undefined {
    const node = this.cursor.currentNode;
    const kind = (role === "leaf" ? this.grammar.leaves : this.grammar.containers)[node.type] ?? "type";
    // In C, `struct point p` uses a struct that was declared elsewhere.
    if (node.type.endsWith("_specifier") && !node.childForFieldName("body")) return undefined;
    const ownName = declaredName(node);
    const name = ownName.name === null && frame.named ? frame.named : ownName;
    const declared = this.add(frame, { role: "container", node, kind, name });
    if (role === "leaf") return undefined;
    return this.inside(frame, declared, {
      holdsMethods: methodHolders.has(kind),
      shortestUnit: frame.scope.shortestUnit,
    });
  }

  private visitBinding(frame: Frame, inside: Frame): Frame | undefined {
    const { cursor } = this;
    const isKey = cursor.nodeType === "pair";
    // Keys are many and small: an object of one-line functions reads better whole.
    if (isKey && cursor.startPosition.row === cursor.endPosition.row) return undefined;
    const node = cursor.currentNode;
    const value = boundValue(node);
    if (!value) return inside;
    const name = boundName(node);
    const bindsFunction =
      this.grammar.anonymous.includes(value.type) ||
      (frame.scope.shortestUnit === 0 && lineCount(node) > 2 && callTakesFunction(value, this.grammar));
    if (bindsFunction && (name.name !== null || node.type === "assignment_expression")) {
      return this.declareFunction(
        frame,
        node,
        name.name === null
          ? { name: value.childForFieldName("name")?.text ?? "exports", qualifier: null }
          : name,
      );
    }
    const isObject = value.type === "object";
    if (value.type === "class") return { ...inside, wrapStart: frame.wrapStart, named: name };
    if (name.name === null) return inside;
    if (!isObject && (frame.scope.shortestUnit > 0 || (lineCount(node) < 3 && frame.scope.path !== null)))
      return inside;
    if (isKey && !isObject) return inside;
    const kind = isObject ? "object" : "constant";
    const declared = this.add(frame, { role: "container", node, kind, name });
    return this.inside(frame, declared, { holdsMethods: isObject, shortestUnit: frame.scope.shortestUnit });
  }

  private openFileScope(frame: Frame): Frame | undefined {
    const node = this.cursor.currentNode;
    if (node.childForFieldName("body")) return this.declareContainer(frame, "container");
    frame.scope = {
      ...frame.scope,
      path: joined(null, node.childForFieldName("name")?.text.replaceAll("\\", ".") ?? null),
    };
    return undefined;
  }

  private add(
    frame: Frame,
    it: { role: Declaration["role"]; node: Node; kind: string; name?: DeclaredName },
  ): Declaration {
    const name = it.name ?? declaredName(it.node);
    const { startIndex } = it.node;
    const declaration: Declaration = {
      role: it.role,
      start: Math.min(frame.wrapStart ?? startIndex, this.leads.startOf(startIndex)),
      end: it.node.endIndex,
      lines: lineCount(it.node),
      symbol: name.name,
      scope: joined(frame.scope.path, name.qualifier),
      kind: it.kind,
    };
    frame.wrapStart = undefined;
    this.found.push(declaration);
    return declaration;
  }

  private inside(frame: Frame, declared: Declaration, scope: Omit<Scope, "path">): Frame {
    const path = joined(declared.scope, declared.symbol);
    return frameOf({ ...scope, path: path ?? frame.scope.path });
  }

  private functionKind(scope: Scope, qualifier: string | null = null): string {
    return scope.holdsMethods || qualifier !== null ? "method" : "function";
  }
}
