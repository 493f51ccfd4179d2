import type { Node } from "@vscode/tree-sitter-wasm";
import type { Grammar } from "./grammar.ts";

/** What a declarator, a key, a field or an assignment binds, without parentheses and casts. */
export function boundValue(node: Node): Node | null {
  let value = node.childForFieldName("value") ?? node.childForFieldName("right");
  for (let depth = 0; value && depth < 10; depth++) {
    if (
      !/^(parenthesized_expression|as_expression|satisfies_expression|assignment_expression|expression_list)$/.test(
        value.type,
      )
    )
      break;
    value = value.childForFieldName("right") ?? value.firstNamedChild;
  }
  return value;
}

/** `const Button = forwardRef((props, ref) => …)`: to its readers, Button is that function. */
export function callTakesFunction(value: Node, grammar: Grammar): boolean {
  if (value.type !== "call_expression") return false;
  const taken = value.childForFieldName("arguments")?.namedChildren.slice(0, 4) ?? [];
  return taken.some((it) => it !== null && grammar.anonymous.includes(it.type));
}
