import type { Node } from "@vscode/tree-sitter-wasm";
import { type Argument, childrenOf, Facts, headOf, type Scope, spanOf } from "./facts.ts";

const testNames = /^(Test|Benchmark|Example|Fuzz)(?![a-z])/;
const hookNames = /^(TestMain|SetUpTest|SetUpSuite|TearDownTest|TearDownSuite|SetupTest|SetupSuite)$/;

/** The facts of a Go tree. */
export function readGo(root: Node): Facts {
  const facts = new Facts();
  const tables = tablesOf(root);
  const visit = (node: Node, within: Scope[]): void => {
    switch (node.type) {
      case "import_spec": {
        const module = unquoted(node.childForFieldName("path")?.text ?? "");
        const name = node.childForFieldName("name")?.text ?? module.slice(module.lastIndexOf("/") + 1);
        facts.imports.push({ module, names: [name], at: spanOf(node) });
        return;
      }
      case "function_declaration":
      case "method_declaration":
        readFunction(node, within);
        return;
      case "call_expression": {
        const callee = node.childForFieldName("function");
        const args = childrenOf(node.childForFieldName("arguments") ?? node).map(argumentOf);
        const path = callee ? pathOf(callee) : "";
        facts.addCall({ path, args, at: spanOf(node), within });
        if (/^[tb]\.Run$/.test(path))
          facts.parts.push({ kind: "test", name: path, at: headOf(node), within, isAsync: false });
        break;
      }
      case "type_spec":
        facts.classes.push({
          name: node.childForFieldName("name")?.text ?? "",
          bases: [],
          marks: [],
          within,
          at: headOf(node),
        });
        break;
      case "for_statement":
        readLoop(node, within);
        visitAll(node, [...within, { kind: "loop", name: "" }]);
        return;
      case "identifier":
      case "field_identifier":
      case "type_identifier":
        facts.count(node.text);
        return;
    }
    visitAll(node, within);
  };
  const visitAll = (node: Node, within: Scope[]): void => {
    for (const child of childrenOf(node)) visit(child, within);
  };
  const readFunction = (node: Node, within: Scope[]): void => {
    const name = node.childForFieldName("name")?.text ?? "";
    const receiver = node.childForFieldName("receiver")?.text;
    const takes = node.childForFieldName("parameters")?.text ?? "";
    const isTest = testNames.test(name) && (takes.includes("*") || name.startsWith("Example"));
    const kind = hookNames.test(name) ? "hook" : isTest ? "test" : ("function" as const);
    const at = headOf(node);
    if (kind === "function")
      facts.functions.push({
        name,
        at,
        within: receiver ? [{ kind: "class", name: receiver.replace(/^.*[\s*(]|\)$/g, "") }] : within,
        isAsync: false,
        isStatic: !receiver,
        marks: [],
      });
    else facts.parts.push({ kind, name, at, within, isAsync: false });
    facts.count(name);
    const body = node.childForFieldName("body");
    if (body) visitAll(body, [...within, { kind, name }]);
  };
  const readLoop = (node: Node, within: Scope[]): void => {
    const range = childrenOf(node).find(({ type }) => type === "range_clause");
    const over = range?.childForFieldName("right");
    if (!over || !within.some(({ kind }) => kind === "test")) return;
    if (tables.has(over.text) || isTable(over)) facts.tableLoops.push(headOf(node));
  };
  visitAll(root, []);
  return facts;
}

/** Names bound to a list or map that is written out with at least two structured rows. */
function tablesOf(root: Node): Set<string> {
  const tables = new Set<string>();
  for (const literal of root.descendantsOfType("composite_literal")) {
    if (!literal || !isTable(literal)) continue;
    const list = literal.parent;
    const binding = list?.type === "expression_list" || list?.type === "literal_value" ? list.parent : list;
    const name = binding?.childForFieldName("left") ?? binding?.childForFieldName("name");
    if (name) tables.add(name.text);
  }
  return tables;
}

function isTable(node: Node): boolean {
  if (node.type !== "composite_literal") return false;
  const type = node.childForFieldName("type")?.type ?? "";
  if (!/^(slice_type|array_type|implicit_length_array_type|map_type)$/.test(type)) return false;
  const rows = childrenOf(node.childForFieldName("body") ?? node).filter((row) => /[{]/.test(row.text));
  return (
    rows.length >= 2 && rows.every((row) => row.type === "literal_element" || row.type === "keyed_element")
  );
}

function argumentOf(node: Node): Argument {
  const isString = node.type === "interpreted_string_literal" || node.type === "raw_string_literal";
  return isString
    ? { text: unquoted(node.text), isFunction: false }
    : { isFunction: node.type === "func_literal" };
}

function pathOf(node: Node): string {
  switch (node.type) {
    case "identifier":
      return node.text;
    case "selector_expression":
      return `${pathOf(node.childForFieldName("operand") ?? node)}.${node.childForFieldName("field")?.text ?? ""}`;
    case "call_expression":
      return `${pathOf(node.childForFieldName("function") ?? node)}()`;
    default:
      return "";
  }
}

const unquoted = (text: string): string => text.replace(/^["`]|["`]$/g, "");
