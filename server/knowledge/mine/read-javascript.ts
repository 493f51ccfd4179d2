import type { Node } from "@vscode/tree-sitter-wasm";
import { type Argument, childrenOf, Facts, headOf, type Scope, spanOf } from "./facts.ts";

const suites = new Set(["describe", "context", "suite", "xdescribe", "fdescribe"]);
const tests = new Set(["it", "test", "specify", "xit", "fit", "xtest"]);
const hooks = new Set([
  ...["before", "after", "beforeEach", "afterEach", "beforeAll", "afterAll"],
  ...["setup", "teardown", "suiteSetup", "suiteTeardown", "onTestFinished"],
]);
const functionTypes = new Set([
  ...["arrow_function", "function_expression", "generator_function", "function"],
  ...["function_declaration", "generator_function_declaration", "method_definition"],
]);

/** The facts of a JavaScript or TypeScript tree. */
export function readJavaScript(root: Node): Facts {
  const facts = new Facts();
  visit(facts, root, []);
  return facts;
}

function visit(facts: Facts, node: Node, within: Scope[]): void {
  switch (node.type) {
    case "import_statement":
      readImport(facts, node);
      return;
    case "call_expression":
      readCall(facts, node, within);
      return;
    case "expression_statement":
      readProperty(facts, node, within);
      break;
    case "for_statement":
    case "for_in_statement":
      visitAll(facts, node, [...within, { kind: "loop", name: "" }]);
      return;
    case "identifier":
    case "property_identifier":
    case "shorthand_property_identifier":
      facts.count(node.text);
      return;
    case "class_declaration":
    case "class": {
      const name = node.childForFieldName("name")?.text ?? "";
      facts.classes.push({ name, bases: [], marks: [], within, at: headOf(node) });
      visitAll(facts, node, [...within, { kind: "class", name }]);
      return;
    }
    default:
      if (functionTypes.has(node.type)) {
        readFunction(facts, node, within);
        return;
      }
  }
  visitAll(facts, node, within);
}

function visitAll(facts: Facts, node: Node, within: Scope[]): void {
  for (const child of childrenOf(node)) visit(facts, child, within);
}

function readFunction(facts: Facts, node: Node, within: Scope[]): void {
  const own = node.childForFieldName("name");
  const isBound = node.parent?.type === "variable_declarator";
  const name = own?.text ?? (isBound ? node.parent?.childForFieldName("name")?.text : undefined) ?? "";
  if (name !== "" && (own === null || node.type.endsWith("declaration")))
    facts.functions.push({
      name,
      at: headOf(node.parent && isBound ? node.parent : node),
      within,
      isAsync: isAsync(node),
      isStatic: true,
      marks: [],
    });
  visitAll(facts, node, [...within, { kind: "function", name }]);
}

function readImport(facts: Facts, node: Node): void {
  const source = node.childForFieldName("source");
  if (!source) return;
  const names = node
    .descendantsOfType("identifier")
    .flatMap((one) => (one && isLocalName(one) ? [one.text] : []));
  facts.imports.push({ module: literal(source) ?? "", names, at: spanOf(node) });
}

/** `{ a as b }` is known by `b`, `{ a }` by `a`. */
function isLocalName(one: Node): boolean {
  const isName = one.parent?.childForFieldName("name")?.startIndex === one.startIndex;
  return !isName || !one.parent?.childForFieldName("alias");
}

function readCall(facts: Facts, node: Node, within: Scope[]): void {
  const callee = node.childForFieldName("function");
  const list = node.childForFieldName("arguments");
  if (!callee || !list) {
    visitAll(facts, node, within);
    return;
  }
  const path = pathOf(callee);
  const given = list.type === "arguments" ? childrenOf(list).filter((one) => one.type !== "comment") : [];
  const args = given.map(argumentOf);
  if ((path === "require" || path === "import") && args[0]?.text !== undefined) {
    facts.imports.push({ module: args[0].text, names: boundNames(node), at: spanOf(node) });
  }
  const kind = partKind(path, args, given);
  const at = kind ? headOf(node) : spanOf(node);
  facts.addCall({ path, args, at, within });
  visit(facts, callee, within);
  if (kind) {
    const isAsyncPart = given.some((one) => functionTypes.has(one.type) && isAsync(one));
    facts.parts.push({ kind, name: path, at, within, isAsync: isAsyncPart });
  }
  const inside: Scope[] = kind ? [...within, { kind, name: args[0]?.text ?? path }] : within;
  const isLoop = /\.(forEach|map)$/.test(path);
  for (const one of given) {
    const isBody = functionTypes.has(one.type);
    if (isBody && (kind || isLoop))
      visitAll(facts, one, isLoop ? [...within, { kind: "loop", name: "" }] : inside);
    else visit(facts, one, isBody ? within : inside);
  }
}

function partKind(path: string, args: Argument[], given: Node[]): "suite" | "test" | "hook" | undefined {
  const segments = path.replaceAll("()", "").split(".");
  const [first = "", second = ""] = segments;
  const takesBody = args.some(({ isFunction }) => isFunction) || (args.length > 1 && isWrapped(given.at(-1)));
  if (!takesBody) return undefined;
  if (suites.has(first) || (first === "test" && second === "describe")) return "suite";
  if (first === "test" && hooks.has(second)) return "hook";
  if (tests.has(first)) return second === "extend" || second === "step" ? undefined : "test";
  if (first === "t" && second === "test") return "test";
  if ((segments.length === 1 && hooks.has(first)) || (first === "t" && hooks.has(second))) return "hook";
  return undefined;
}

/** `it("…", wrapped(function* () {}))`. */
const isWrapped = (node: Node | undefined): boolean =>
  node?.type === "call_expression" &&
  childrenOf(node.childForFieldName("arguments") ?? node).some((one) => functionTypes.has(one.type));

/** `expect(x).to.be.true;` asserts without a call. */
function readProperty(facts: Facts, node: Node, within: Scope[]): void {
  let inner = childrenOf(node)[0];
  if (inner?.type === "await_expression") inner = childrenOf(inner)[0];
  if (inner?.type !== "member_expression") return;
  facts.addCall({ path: pathOf(inner), args: [], at: spanOf(inner), within });
}

export function pathOf(node: Node): string {
  switch (node.type) {
    case "member_expression":
      return `${pathOf(node.childForFieldName("object") ?? node)}.${node.childForFieldName("property")?.text ?? ""}`;
    case "call_expression":
      return `${pathOf(node.childForFieldName("function") ?? node)}()`;
    case "await_expression":
    case "parenthesized_expression":
    case "non_null_expression":
    case "as_expression":
    case "instantiation_expression": {
      const inner = childrenOf(node)[0];
      return inner ? pathOf(inner) : "";
    }
    case "identifier":
    case "this":
    case "import":
      return node.text;
    default:
      return "";
  }
}

function argumentOf(node: Node): Argument {
  const text = literal(node);
  if (text !== undefined) return { text, isFunction: false };
  if (node.type === "object") {
    const pairs = childrenOf(node).flatMap((pair): [string, string][] => {
      const key = pair.childForFieldName("key")?.text;
      const value = pair.childForFieldName("value");
      const found = value && literal(value);
      return key && found !== null && found !== undefined ? [[key, found]] : [];
    });
    return { properties: new Map(pairs), isFunction: false };
  }
  return { isFunction: functionTypes.has(node.type) };
}

function literal(node: Node): string | undefined {
  if (node.type === "string") return node.text.slice(1, -1);
  if (node.type === "template_string" && !node.text.includes("${")) return node.text.slice(1, -1);
  return undefined;
}

/** The names in `const { a, b: c } = require(…)`. */
function boundNames(call: Node): string[] {
  let node: Node | null = call.parent;
  for (let depth = 0; node && depth < 3; depth++, node = node.parent) {
    if (node.type !== "variable_declarator") continue;
    return (node.childForFieldName("name")?.text ?? "").match(/[\w$]+(?=\s*[,}]|$)/g) ?? [];
  }
  return [];
}

const isAsync = (node: Node): boolean => /^(\w+\s+)?async\b/.test(node.text.slice(0, 40));
