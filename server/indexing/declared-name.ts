import type { Node } from "@vscode/tree-sitter-wasm";

/** A bare name, and the qualifiers written with it (`Foo` in `Foo::bar` or `Foo.prototype.bar`) joined with dots. */
export interface DeclaredName {
  name: string | null;
  qualifier: string | null;
}

/** The longest name worth keeping: anything longer is an expression. */
const maxNameLength = 120;

/** What a declaration calls itself; both parts null when it has no name. */
export function declaredName(node: Node): DeclaredName {
  switch (node.type) {
    case "method_declaration": {
      const receiver = node.childForFieldName("receiver")?.text;
      const type = receiver && /([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[[^\]]*\])?\s*\)$/u.exec(receiver)?.[1];
      return { ...nameField(node), ...(type ? { qualifier: type } : {}) };
    }
    case "impl_item":
      return splitName(node.childForFieldName("type")?.text);
    case "function_definition":
    case "declaration":
      return nameField(node).name === null ? cDeclaratorName(node) : nameField(node);
    case "struct_specifier":
    case "union_specifier":
    case "enum_specifier":
      // `typedef struct { … } Name;` is named outside.
      return node.childForFieldName("name")
        ? nameField(node)
        : splitName(
            node.parent?.type === "type_definition"
              ? node.parent.childForFieldName("declarator")?.text
              : null,
          );
    case "operator_declaration":
      return { name: `operator ${node.childForFieldName("operator")?.text ?? ""}`.trim(), qualifier: null };
    case "conversion_operator_declaration":
      return { name: `operator ${node.childForFieldName("type")?.text ?? ""}`.trim(), qualifier: null };
    case "indexer_declaration":
      return { name: "this", qualifier: null };
    case "destructor_declaration":
      return { name: `~${nameField(node).name ?? ""}`, qualifier: null };
    case "rule_set":
      return { name: shortText(node.firstNamedChild), qualifier: null };
    case "keyframes_statement":
      return { name: shortText(node.firstNamedChild), qualifier: null };
    case "function_statement":
    case "class_statement":
    case "enum_statement":
    case "class_method_definition":
      return splitName(
        node.namedChildren.find((it) => it?.type === "function_name" || it?.type === "simple_name")?.text,
      );
    default:
      return nameField(node);
  }
}

/** The name a value is bound to: a declarator's, a key's, or the left side of an assignment. */
export function boundName(node: Node): DeclaredName {
  const left =
    node.childForFieldName("name") ?? node.childForFieldName("key") ?? node.childForFieldName("property");
  const text = (left ?? node.childForFieldName("left") ?? node.firstNamedChild)?.text;
  if (text === undefined || text.length > maxNameLength) return { name: null, qualifier: null };
  const parts = text
    .replace(/\[\s*(["'])([\w$-]+)\1\s*\]/g, ".$2")
    .replace(/^(["'`])(.*)\1$/s, "$2")
    .split(/\.|->|::/)
    .map((part) => part.replace(/^[$#]/, ""));
  // A key in quotes may hold anything; an assignment to `a[i].b` names nothing.
  if (!left && !parts.every((part) => /^[\p{L}\p{N}_$]+$/u.test(part)))
    return { name: null, qualifier: null };
  const last = parts.pop();
  // `module.exports = …` names nothing.
  const name = last === undefined || (!left && notScopes.has(last)) ? null : last;
  const scope = parts.filter((part) => !notScopes.has(part)).join(".");
  return { name, qualifier: scope || null };
}

const notScopes = new Set([
  "prototype",
  "exports",
  "module",
  "this",
  "self",
  "window",
  "globalThis",
  "global",
]);

function nameField(node: Node): DeclaredName {
  return splitName(node.childForFieldName("name")?.text);
}

function cDeclaratorName(node: Node): DeclaredName {
  let declarator = node.childForFieldName("declarator");
  for (let depth = 0; declarator && depth < 20; depth++) {
    if (declarator.type === "operator_cast") {
      return { name: `operator ${declarator.childForFieldName("type")?.text ?? ""}`.trim(), qualifier: null };
    }
    // A reference declarator keeps what it declares as its only child, without a field.
    const inner: Node | null =
      declarator.childForFieldName("declarator") ??
      (declarator.type === "reference_declarator" ? declarator.firstNamedChild : null);
    if (!inner) return splitName(declarator.text);
    declarator = inner;
  }
  return { name: null, qualifier: null };
}

/** `A::B<T>::c` → c in A.B; the part in angle brackets is dropped. */
function splitName(written: string | null | undefined): DeclaredName {
  // PowerShell says where a function lives: `function global:prompt`.
  const text = written?.replace(/^(?:global|script|local|private):(?!:)/i, "");
  if (!text || text.length > maxNameLength) return { name: null, qualifier: null };
  if (/\boperator\b/.test(text)) return splitOperator(text);
  // A quoted key, `[Symbol.iterator]`, Ruby's `<=>`: one name, whatever stands in it.
  if (!/^[\p{L}\p{N}_$#~&*:\\]/u.test(text))
    return { name: text.replace(/^[["'`]+|[\]"'`]+$/g, ""), qualifier: null };
  const parts = withoutGenerics(text)
    .split(/::|\\|\./)
    .map((part) => part.trim().replace(/^[#&*]+/, ""))
    .filter((part) => part !== "");
  const name = parts.pop() ?? null;
  return { name, qualifier: parts.length > 0 ? parts.join(".") : null };
}

function splitOperator(text: string): DeclaredName {
  const at = text.indexOf("operator");
  const scope = withoutGenerics(text.slice(0, at)).split("::").filter(Boolean).join(".");
  return { name: text.slice(at), qualifier: scope || null };
}

function withoutGenerics(text: string): string {
  let depth = 0;
  let kept = "";
  for (const character of text) {
    if (character === "<") depth++;
    if (depth === 0) kept += character;
    if (character === ">" && depth > 0) depth--;
  }
  return kept;
}

function shortText(node: Node | null): string | null {
  const text = node?.text.replace(/\s+/g, " ");
  return text && text.length <= maxNameLength ? text : null;
}
