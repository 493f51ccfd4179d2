import type { Language } from "@vscode/tree-sitter-wasm";
import type { Grammar } from "./grammar.ts";
import { type Role, rolesOf } from "./node-roles.ts";

/** How a node counts when names are collected; `kind` where its type alone says what it declares. */
export interface SymbolNode {
  role: Role | "member";
  kind: string | undefined;
}

/** Small declarations that are no chunk of their own, by wasm name: node type → kind. */
const members: Record<string, Record<string, string>> = {
  typescript: { property_signature: "property", enum_assignment: "member" },
  go: { method_elem: "method", field_declaration: "field" },
  java: { variable_declarator: "field", enum_constant: "member" },
  rust: { enum_variant: "member", field_declaration: "field", function_signature_item: "method" },
  "c-sharp": {
    variable_declarator: "field",
    enum_member_declaration: "member",
    delegate_declaration: "type",
    property_declaration: "property",
  },
  cpp: {
    field_declaration: "field",
    enumerator: "member",
    declaration: "function",
    type_definition: "type",
    alias_declaration: "type",
    preproc_def: "macro",
  },
  php: { const_element: "constant", property_element: "field", enum_case: "member" },
  ruby: { assignment: "constant" },
};

const known = new WeakMap<Language, Map<number, SymbolNode>>();

/** Node type number → what it means, as `rolesOf` with the small declarations beside. */
export function symbolNodesOf(grammar: Grammar, language: Language): Map<number, SymbolNode> {
  const before = known.get(language);
  if (before) return before;
  const nodes = new Map<number, SymbolNode>();
  const small = members[grammar.wasm === "tsx" ? "typescript" : grammar.wasm] ?? {};
  const kinds = { ...grammar.containers, ...grammar.leaves };
  const roles = rolesOf(grammar, language);
  for (const [id, name] of language.types.entries()) {
    if (name === null || !language.nodeTypeIsNamed(id)) continue;
    const member = Object.hasOwn(small, name) ? small[name] : undefined;
    const role = member === undefined ? roles.get(id) : "member";
    if (role) nodes.set(id, { role, kind: member ?? kinds[name] });
  }
  known.set(language, nodes);
  return nodes;
}
