import type { Language, Node, Tree, TreeCursor } from "@vscode/tree-sitter-wasm";
import { boundValue, callTakesFunction } from "./bound-value.ts";
import { joined } from "./declaration.ts";
import { boundName, type DeclaredName, declaredName } from "./declared-name.ts";
import type { Grammar } from "./grammar.ts";
import { type SymbolNode, symbolNodesOf } from "./symbol-nodes.ts";

/** Something a file declares. Lines from 1, both included. */
export interface DeclaredSymbol {
  name: string;
  /** `function`, `method`, `class`, `type`, `constant`, `field` and the like. */
  kind: string;
  /** The names around it, outermost first, joined with dots. */
  scope: string | null;
  startLine: number;
  endLine: number;
}

/** A generated table has more entries than anybody looks for by name. */
const mostSymbols = 3_000;
const longestName = 120;

interface Frame {
  path: string | null;
  /** Locals are not looked for by name; the functions among them are. */
  isLocal: boolean;
  holdsMethods: boolean;
}

/**
 * Everything in a file that has a name, in the order of the text: also what is nested in functions or too small for a
 * chunk of its own. Walks with a cursor, because a file can nest deeper than the stack. After `deadline`
 * (`performance.now()`) with what was found until then.
 */
export function declaredSymbols(
  source: { tree: Tree; language: Language; grammar: Grammar },
  deadline: number,
): DeclaredSymbol[] {
  const cursor = source.tree.walk();
  const found: DeclaredSymbol[] = [];
  try {
    walk(
      { cursor, found, grammar: source.grammar },
      symbolNodesOf(source.grammar, source.language),
      deadline,
    );
    return found;
  } finally {
    cursor.delete();
  }
}

interface Walk {
  cursor: TreeCursor;
  found: DeclaredSymbol[];
  grammar: Grammar;
}

function walk(it: Walk, nodes: Map<number, SymbolNode>, deadline: number): void {
  const { cursor, found } = it;
  const frames: Frame[] = [];
  let entered: Frame | undefined = { path: null, isLocal: false, holdsMethods: false };
  for (let visited = 1; found.length < mostSymbols; visited++) {
    if (visited % 2048 === 0 && performance.now() > deadline) return;
    if (entered && cursor.gotoFirstChild()) frames.push(entered);
    else
      while (!cursor.gotoNextSibling()) {
        frames.pop();
        if (frames.length === 0 || !cursor.gotoParent()) return;
      }
    const frame = frames.at(-1);
    if (!frame) return;
    const node = nodes.get(cursor.nodeTypeId);
    entered = node ? visit(it, frame, node) : frame;
  }
}

/** What holds inside the node; undefined where nothing can be declared. */
function visit(it: Walk, frame: Frame, { role, kind }: SymbolNode): Frame | undefined {
  switch (role) {
    case "skipped":
    case "leading":
      return undefined;
    case "wrapper":
      return frame;
    case "anonymous":
      return { ...frame, isLocal: true, holdsMethods: false };
    case "function":
    case "signature": {
      const node = it.cursor.currentNode;
      const name = declaredName(node);
      const isMacro = node.type === "macro_definition";
      return {
        ...add(it, frame, { node, name, kind: isMacro ? "macro" : functionKind(frame, name) }),
        isLocal: true,
      };
    }
    case "container":
    case "leaf":
      return visitContainer(it, frame, kind ?? "type");
    case "fileScope": {
      const node = it.cursor.currentNode;
      if (node.childForFieldName("body")) return visitContainer(it, frame, kind ?? "namespace");
      // Holds for the rest of the file.
      frame.path = joined(null, node.childForFieldName("name")?.text.replaceAll("\\", ".") ?? null);
      return undefined;
    }
    case "binding":
      return visitBinding(it, frame);
    case "member":
      return visitMember(it, frame, kind ?? "field");
  }
}

function visitContainer(it: Walk, frame: Frame, kind: string): Frame | undefined {
  const node = it.cursor.currentNode;
  // In C, `struct point p` uses a struct that was declared elsewhere.
  if (node.type.endsWith("_specifier") && !node.childForFieldName("body")) return undefined;
  const name = declaredName(node);
  const holdsMethods = kind !== "namespace" && kind !== "module";
  // `impl Point` declares nothing by that name: the struct does.
  if (kind === "impl") return { path: inside(frame, name), isLocal: false, holdsMethods };
  return { ...add(it, frame, { node, name, kind }), isLocal: false, holdsMethods };
}

function visitBinding(it: Walk, frame: Frame): Frame | undefined {
  const node = it.cursor.currentNode;
  const value = boundValue(node);
  const name = boundName(node);
  const isField = /field_definition$/.test(node.type);
  if (value && (it.grammar.anonymous.includes(value.type) || callTakesFunction(value, it.grammar))) {
    const declared = add(it, frame, { node, name, kind: functionKind(frame, name) });
    return { ...declared, isLocal: true };
  }
  if (value?.type === "class") {
    return { ...add(it, frame, { node, name, kind: "class" }), isLocal: false, holdsMethods: true };
  }
  const holdsMethods = value?.type === "object";
  const isKey = node.type === "pair" || (node.type === "assignment_expression" && !holdsMethods);
  if (isKey || (frame.isLocal && !holdsMethods)) {
    return holdsMethods ? { ...frame, path: inside(frame, name), holdsMethods } : frame;
  }
  const kind = isField || frame.holdsMethods ? "field" : "constant";
  const declared = frame.isLocal
    ? { ...frame, path: inside(frame, name) }
    : add(it, frame, { node, name, kind });
  return { ...declared, holdsMethods };
}

function visitMember(it: Walk, frame: Frame, kind: string): Frame | undefined {
  const node = it.cursor.currentNode;
  if (frame.isLocal) return frame;
  // What C declares without calling it a function is a variable, and the type in front of it has its own name.
  const isPrototype = node.type === "declaration" && hasFunctionDeclarator(node);
  const kindOfIt = node.type === "declaration" && !isPrototype ? "constant" : kind;
  const name = nameOfMember(node);
  if (node.type === "assignment" && !/^\p{Lu}/u.test(name.name ?? "")) return frame;
  add(it, frame, { node, name, kind: kindOfIt });
  return frame;
}

function nameOfMember(node: Node): DeclaredName {
  if (node.type === "assignment") return boundName(node);
  if (node.type === "const_element") return { name: node.firstNamedChild?.text ?? null, qualifier: null };
  if (!node.childForFieldName("name")) return nameOfDeclarator(node);
  const name = declaredName(node);
  // PHP writes the sign of a variable in front of a field, and leaves it out where the field is used.
  return { ...name, name: name.name?.replace(/^\$/, "") ?? null };
}

/** `int *x[3];` and `typedef struct {…} T;` are named at the end of their declarator. */
function nameOfDeclarator(node: Node): DeclaredName {
  let declarator = node.childForFieldName("declarator");
  for (let depth = 0; declarator && depth < 20; depth++) {
    const inner: Node | null = declarator.childForFieldName("declarator");
    if (!inner) return { name: declarator.text, qualifier: null };
    declarator = inner;
  }
  return { name: null, qualifier: null };
}

function hasFunctionDeclarator(node: Node): boolean {
  let declarator = node.childForFieldName("declarator");
  for (let depth = 0; declarator && depth < 20; depth++) {
    if (declarator.type === "function_declarator") return true;
    declarator = declarator.childForFieldName("declarator");
  }
  return false;
}

/** Keeps a declaration if it has a proper name; gives the frame for what is inside it. */
function add(it: Walk, frame: Frame, what: { node: Node; name: DeclaredName; kind: string }): Frame {
  const { node, name, kind } = what;
  const text = name.name?.trim() ?? "";
  const isName =
    text !== "" &&
    text.length <= longestName &&
    (kind === "rule" || !/[\s{}()[\],]/.test(text) || /^operator/.test(text));
  if (isName) {
    it.found.push({
      name: text,
      kind,
      scope: joined(frame.path, name.qualifier),
      startLine: node.startPosition.row + 1,
      endLine: node.endPosition.row + 1,
    });
  }
  return { ...frame, path: isName ? inside(frame, name) : frame.path, holdsMethods: false };
}

const inside = (frame: Frame, { name, qualifier }: DeclaredName): string | null =>
  joined(joined(frame.path, qualifier), name);

const functionKind = (frame: Frame, { qualifier }: DeclaredName): string =>
  frame.holdsMethods || qualifier !== null ? "method" : "function";
