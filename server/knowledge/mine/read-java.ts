import type { Node } from "@vscode/tree-sitter-wasm";
import { type Argument, childrenOf, Facts, headOf, type Mark, type Scope, spanOf } from "./facts.ts";

const testMarks = /^(Test|ParameterizedTest|RepeatedTest|TestFactory|Property|Benchmark)$/;
const hookMarks = /^(Before|After)(Each|All|Class|Method|Suite|Test)?$/;

/** The facts of a Java tree. */
export function readJava(root: Node): Facts {
  const facts = new Facts();
  const tables = tablesOf(root);
  const visit = (node: Node, within: Scope[]): void => {
    switch (node.type) {
      case "import_declaration":
        readImport(facts, node);
        return;
      case "class_declaration":
      case "interface_declaration":
      case "record_declaration":
      case "enum_declaration":
        readClass(node, within);
        return;
      case "method_declaration":
        readMethod(node, within);
        return;
      case "method_invocation":
        facts.addCall({ path: pathOf(node), args: argumentsOf(node), at: spanOf(node), within });
        break;
      case "try_statement":
        visitAll(node, [...within, { kind: "try", name: "" }]);
        return;
      case "for_statement":
      case "enhanced_for_statement":
        if (loopsOverTable(node)) facts.tableLoops.push(headOf(node));
        visitAll(node, [...within, { kind: "loop", name: "" }]);
        return;
      case "identifier":
      case "type_identifier":
        facts.count(node.text);
        return;
    }
    visitAll(node, within);
  };
  const visitAll = (node: Node, within: Scope[]): void => {
    for (const child of childrenOf(node)) visit(child, within);
  };
  const readClass = (node: Node, within: Scope[]): void => {
    const name = node.childForFieldName("name")?.text ?? "";
    const base = node.childForFieldName("superclass")?.text.replace(/^extends\s+/, "");
    const marks = marksOf(facts, node);
    facts.classes.push({
      name,
      bases: base ? [base] : [],
      marks: marks.map((one) => one.name),
      within,
      at: headOf(node.childForFieldName("name") ?? node),
    });
    visitAll(node, [...within, { kind: "class", name }]);
  };
  const readMethod = (node: Node, within: Scope[]): void => {
    const name = node.childForFieldName("name")?.text ?? "";
    const marks = marksOf(facts, node).map((one) => one.name);
    const owner = within.findLast(({ kind }) => kind === "class")?.name;
    const isCase = facts.classes
      .find((one) => one.name === owner)
      ?.bases.some((one) => /TestCase$/.test(one));
    const isTest =
      marks.some((one) => testMarks.test(one)) || (isCase && takesNothing(node) && /^test/.test(name));
    const isHook = marks.some((one) => hookMarks.test(one)) || (isCase && /^(setUp|tearDown)$/.test(name));
    const kind = isTest ? "test" : isHook ? "hook" : ("function" as const);
    const at = headOf(node.childForFieldName("name") ?? node);
    const isStatic = /\bstatic\b/.test(childrenOf(node).find(({ type }) => type === "modifiers")?.text ?? "");
    if (kind === "function") facts.functions.push({ name, at, within, isAsync: false, isStatic, marks });
    else {
      const mark = marks.find((one) => hookMarks.test(one));
      const known = kind === "hook" && mark ? `@${mark}` : name;
      facts.parts.push({ kind, name: known, at, within, isAsync: false });
    }
    visitAll(node, [...within, { kind, name }]);
  };
  /** `i < rows.length`, or `: rows`. */
  const loopsOverTable = (node: Node): boolean => {
    const over = node.childForFieldName("value") ?? node.childForFieldName("condition");
    return [...(over?.text.matchAll(/[A-Za-z_]\w*/g) ?? [])].some(([name]) => tables.has(name));
  };
  visitAll(root, []);
  return facts;
}

const takesNothing = (node: Node): boolean =>
  childrenOf(node.childForFieldName("parameters") ?? node).every(({ type }) => type !== "formal_parameter");

function readImport(facts: Facts, node: Node): void {
  const module = node.text.replace(/^import\s+(static\s+)?|\s*;.*$/gs, "");
  facts.imports.push({ module, names: [module.slice(module.lastIndexOf(".") + 1)], at: spanOf(node) });
}

function marksOf(facts: Facts, node: Node): Mark[] {
  const modifiers = childrenOf(node).find(({ type }) => type === "modifiers");
  const marks = childrenOf(modifiers ?? node).flatMap((one): Mark[] => {
    if (one.type !== "annotation" && one.type !== "marker_annotation") return [];
    const list = one.childForFieldName("arguments");
    return [
      { name: one.childForFieldName("name")?.text ?? "", args: list ? listOf(list) : [], at: spanOf(one) },
    ];
  });
  if (!modifiers) return [];
  facts.marks.push(...marks);
  return marks;
}

const argumentsOf = (call: Node): Argument[] => listOf(call.childForFieldName("arguments") ?? call);

function listOf(list: Node): Argument[] {
  return childrenOf(list).map((one) => {
    if (one.type === "string_literal") return { text: one.text.slice(1, -1), isFunction: false };
    if (one.type !== "element_value_pair") return { isFunction: one.type === "lambda_expression" };
    const key = one.childForFieldName("key")?.text ?? "";
    const value = one.childForFieldName("value")?.text ?? "";
    return { properties: new Map([[key, value.replace(/^"|"$/g, "")]]), isFunction: false };
  });
}

function pathOf(node: Node): string {
  if (node.type === "identifier" || node.type === "this") return node.text;
  if (node.type === "field_access")
    return `${pathOf(node.childForFieldName("object") ?? node)}.${node.childForFieldName("field")?.text ?? ""}`;
  if (node.type !== "method_invocation") return "";
  const object = node.childForFieldName("object");
  const name = node.childForFieldName("name")?.text ?? "";
  if (!object) return name;
  return `${pathOf(object)}${object.type === "method_invocation" ? "()" : ""}.${name}`;
}

/** Arrays that are written out with at least two rows, which are arrays or objects themselves. */
function tablesOf(root: Node): Set<string> {
  const tables = new Set<string>();
  for (const list of root.descendantsOfType("array_initializer")) {
    const rows = list ? childrenOf(list) : [];
    const isTable =
      rows.length >= 2 &&
      rows.every(({ type }) => type === "array_initializer" || type.startsWith("object_cre"));
    let owner = isTable ? (list?.parent ?? null) : null;
    if (owner?.type === "array_creation_expression") owner = owner.parent;
    const name = owner?.type === "variable_declarator" ? owner.childForFieldName("name") : null;
    if (name) tables.add(name.text);
  }
  return tables;
}
