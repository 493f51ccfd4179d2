import type { Node } from "@vscode/tree-sitter-wasm";
import { type Argument, childrenOf, Facts, headOf, type Mark, type Scope, spanOf } from "./facts.ts";

const hookNames =
  /^(async)?(setUp|tearDown)(Class|Module|TestData)?$|^asyncSetUp$|^asyncTearDown$|^(setup|teardown)(_method|_class|_module|_function)?$/;

/** The facts of a Python tree. */
export function readPython(root: Node): Facts {
  const facts = new Facts();
  visit(facts, root, []);
  return facts;
}

function visit(facts: Facts, node: Node, within: Scope[], marks: Mark[] = []): void {
  switch (node.type) {
    case "import_statement":
    case "import_from_statement":
      readImport(facts, node);
      return;
    case "decorated_definition":
      readDecorated(facts, node, within);
      return;
    case "function_definition":
      readFunction(facts, node, within, marks);
      return;
    case "class_definition":
      readClass(facts, node, within, marks);
      return;
    case "call":
      readCall(facts, node, within);
      return;
    case "assert_statement":
      facts.asserts.push(headOf(node));
      break;
    case "for_statement":
      visitAll(facts, node, [...within, { kind: "loop", name: "" }]);
      return;
    case "try_statement":
      visitAll(facts, node, [...within, { kind: "try", name: "" }]);
      return;
    case "identifier":
      facts.count(node.text);
      return;
  }
  visitAll(facts, node, within);
}

function visitAll(facts: Facts, node: Node, within: Scope[]): void {
  for (const child of childrenOf(node)) visit(facts, child, within);
}

function readDecorated(facts: Facts, node: Node, within: Scope[]): void {
  const marks: Mark[] = [];
  for (const child of childrenOf(node)) {
    if (child.type !== "decorator") continue;
    const inner = childrenOf(child)[0];
    if (!inner) continue;
    const callee = inner.type === "call" ? inner.childForFieldName("function") : inner;
    const mark = { name: callee ? pathOf(callee) : "", args: argumentsOf(inner), at: spanOf(child) };
    marks.push(mark);
    facts.marks.push(mark);
    visitAll(facts, child, within);
  }
  const definition = node.childForFieldName("definition");
  if (definition) visit(facts, definition, within, marks);
}

function readFunction(facts: Facts, node: Node, within: Scope[], marks: Mark[]): void {
  const name = node.childForFieldName("name")?.text ?? "";
  const isTop = within.every(({ kind }) => kind === "class");
  const kind =
    isTop && /^test/.test(name) ? "test" : isTop && hookNames.test(name) ? "hook" : ("function" as const);
  const isAsync = node.text.startsWith("async");
  const at = headOf(node);
  if (kind === "function")
    facts.functions.push({ name, at, within, isAsync, isStatic: true, marks: marks.map((one) => one.name) });
  else facts.parts.push({ kind, name, at, within, isAsync });
  facts.count(name);
  const inside: Scope[] = [...within, { kind, name }];
  for (const field of ["parameters", "body"]) {
    const part = node.childForFieldName(field);
    if (part) visitAll(facts, part, inside);
  }
}

function readClass(facts: Facts, node: Node, within: Scope[], marks: Mark[]): void {
  const name = node.childForFieldName("name")?.text ?? "";
  const bases = childrenOf(node.childForFieldName("superclasses") ?? node).flatMap((one) =>
    one.type === "identifier" || one.type === "attribute" ? [pathOf(one)] : [],
  );
  facts.classes.push({
    name,
    bases: node.childForFieldName("superclasses") ? bases : [],
    marks: marks.map((one) => one.name),
    within,
    at: headOf(node),
  });
  const body = node.childForFieldName("body");
  if (body) visitAll(facts, body, [...within, { kind: "class", name }]);
}

function readImport(facts: Facts, node: Node): void {
  const from = node.childForFieldName("module_name");
  const names: string[] = [];
  for (const child of childrenOf(node)) {
    if (from && child.startIndex === from.startIndex) continue;
    const name = child.type === "aliased_import" ? child.childForFieldName("name") : child;
    const known = child.type === "aliased_import" ? child.childForFieldName("alias") : child;
    if (!from && name)
      facts.imports.push({ module: name.text, names: [known?.text ?? ""], at: spanOf(node) });
    if (known) names.push(known.text);
  }
  if (from) facts.imports.push({ module: from.text, names, at: spanOf(node) });
}

function readCall(facts: Facts, node: Node, within: Scope[]): void {
  const callee = node.childForFieldName("function");
  if (callee) facts.addCall({ path: pathOf(callee), args: argumentsOf(node), at: spanOf(node), within });
  visitAll(facts, node, within);
}

function argumentsOf(call: Node): Argument[] {
  const list = call.type === "call" ? call.childForFieldName("arguments") : null;
  if (!list) return [];
  return childrenOf(list).map((one) => {
    if (one.type === "string") return { text: unquoted(one.text), isFunction: false };
    if (one.type !== "keyword_argument") return { isFunction: one.type === "lambda" };
    const key = one.childForFieldName("name")?.text ?? "";
    return { properties: new Map([[key, one.childForFieldName("value")?.text ?? ""]]), isFunction: false };
  });
}

/** `self.app.test_client().get`. */
function pathOf(node: Node): string {
  switch (node.type) {
    case "identifier":
      return node.text;
    case "attribute":
      return `${pathOf(node.childForFieldName("object") ?? node)}.${node.childForFieldName("attribute")?.text ?? ""}`;
    case "call":
      return `${pathOf(node.childForFieldName("function") ?? node)}()`;
    default:
      return "";
  }
}

const unquoted = (text: string): string =>
  text.replace(/^[a-zA-Z]*("""|'''|"|')/, "").replace(/("""|'''|"|')$/, "");
