import type { Language } from "@vscode/tree-sitter-wasm";
import type { Grammar } from "./grammar.ts";

export type Role =
  | "leading"
  | "wrapper"
  | "function"
  | "signature"
  | "container"
  | "leaf"
  | "binding"
  | "anonymous"
  | "skipped"
  | "fileScope";

const known = new WeakMap<Language, Map<number, Role>>();

/** Node type number → role, so that a walk asks the engine for one number a node instead of a string. */
export function rolesOf(grammar: Grammar, language: Language): Map<number, Role> {
  const before = known.get(language);
  if (before) return before;
  const byName = rolesByName(grammar);
  const roles = new Map<number, Role>();
  for (const [id, name] of language.types.entries()) {
    // `class` is a node in JavaScript and Ruby, and a keyword in both.
    const role = language.nodeTypeIsNamed(id) ? byName.get(name) : undefined;
    if (role) roles.set(id, role);
  }
  known.set(language, roles);
  return roles;
}

function rolesByName(grammar: Grammar): Map<string, Role> {
  const lists: [Role, string[]][] = [
    ["skipped", grammar.skipped],
    ["anonymous", grammar.anonymous],
    ["binding", grammar.bindings],
    ["leaf", Object.keys(grammar.leaves)],
    ["container", Object.keys(grammar.containers)],
    ["signature", grammar.signatures ?? []],
    ["function", grammar.functions],
    ["wrapper", grammar.wrappers],
    ["leading", grammar.leading],
    ["fileScope", grammar.fileScopes ?? []],
  ];
  return new Map(lists.flatMap(([role, names]) => names.map((name): [string, Role] => [name, role])));
}
