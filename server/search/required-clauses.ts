import type { AST } from "@eslint-community/regexpp";

/** Longer lists and more of them would cost the database more than they spare. */
const mostClauses = 8;
const mostAlternatives = 20;

/**
 * What every text that matches must hold, as literals: of each list at least one. Fewer than could be known, never one
 * that a match can do without. Unless case counts, letters beyond ASCII end a literal: databases fold them differently.
 */
export function requiredClauses(pattern: AST.Pattern, caseSensitive: boolean): string[][] {
  const clauses = ofAlternatives(pattern.alternatives, caseSensitive);
  const unique = new Map(clauses.map((clause) => [clause.join("\n"), clause]));
  return [...unique.values()].sort((a, b) => weight(b) - weight(a)).slice(0, mostClauses);
}

/** Whether trigrams can find the literal: three ASCII letters or digits in a row, whatever the database's locale. */
export const hasTrigram = (literal: string): boolean => /[a-z0-9]{3}/i.test(literal);

function ofAlternatives(alternatives: readonly AST.Alternative[], caseSensitive: boolean): string[][] {
  const [first] = alternatives;
  if (alternatives.length === 1 && first) return ofSequence(first.elements, caseSensitive);
  // Either of several: of each the one clause that tells most, and all of them together.
  const best = alternatives.map(
    ({ elements }) => ofSequence(elements, caseSensitive).sort((a, b) => weight(b) - weight(a))[0],
  );
  if (!best.every((clause) => clause !== undefined)) return [];
  const either = [...new Set(best.flat())];
  return either.length <= mostAlternatives ? [either] : [];
}

function ofSequence(elements: readonly AST.Element[], caseSensitive: boolean): string[][] {
  const clauses: string[][] = [];
  let run = "";
  const end = () => {
    if (run !== "") clauses.push([run]);
    run = "";
  };
  for (const element of flat(elements)) {
    // Takes no characters: what stands on its two sides is still neighbours.
    if (element.type === "Assertion") continue;
    const character = literalOf(element, caseSensitive);
    if (character !== undefined) {
      run += character;
      continue;
    }
    if (element.type === "Quantifier" && element.min > 0) {
      const repeated = literalOf(element.element, caseSensitive);
      if (repeated !== undefined) {
        // `ab+c`: "ab" stands there, and so does "bc".
        run += repeated;
        end();
        run = repeated;
        continue;
      }
      end();
      clauses.push(...ofSequence([element.element], caseSensitive));
    } else if (element.type === "CapturingGroup" || element.type === "Group") {
      end();
      clauses.push(...ofAlternatives(element.alternatives, caseSensitive));
    } else end();
  }
  end();
  return clauses;
}

/** The elements with groups of one alternative opened: `a(b)c` is `abc`. */
function flat(elements: readonly AST.Element[]): AST.Element[] {
  return elements.flatMap((element) => {
    if (element.type !== "CapturingGroup" && element.type !== "Group") return [element];
    const [first] = element.alternatives;
    return element.alternatives.length === 1 && first ? flat(first.elements) : [element];
  });
}

/** The character that an element stands for, if it is always the same and can be looked for. */
function literalOf(element: AST.Element, caseSensitive: boolean): string | undefined {
  const only =
    element.type === "CharacterClass" && !element.negate && element.elements.length === 1
      ? element.elements[0]
      : element;
  if (only?.type !== "Character") return undefined;
  const { value } = only;
  const isHalf = value >= 0xd800 && value <= 0xdfff;
  if (value === 0 || isHalf || (!caseSensitive && value > 0x7f)) return undefined;
  return String.fromCodePoint(value);
}

/** How much a clause narrows: nothing where trigrams cannot serve it, else by its shortest literal. */
function weight(clause: string[]): number {
  const shortest = Math.min(...clause.map((literal) => literal.length));
  return (clause.every(hasTrigram) ? 1_000 : 0) + shortest - clause.length;
}
