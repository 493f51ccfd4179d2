import { type AST, RegExpParser, RegExpSyntaxError } from "@eslint-community/regexpp";
import { ExpressionError } from "./expression-error";
import { requiredClauses } from "./required-clauses";

export interface Expression {
  /** For `new RegExp(source, flags)`. */
  source: string;
  flags: string;
  caseSensitive: boolean;
  /** Of each list, every text that matches holds at least one: literals, letter case aside unless it counts. */
  clauses: string[][];
}

const ofWord = "[\\p{L}\\p{M}\\p{N}_]";

/**
 * Reads an expression as JavaScript does under the flags `gmu`, with `i` unless case counts: whole characters, `^` and
 * `$` at every line. Throws `ExpressionError` with the place of what is wrong.
 */
export function parseExpression(
  text: string,
  { caseSensitive, wholeWord }: { caseSensitive: boolean; wholeWord: boolean },
): Expression {
  const pattern = parse(text);
  const flags = caseSensitive ? "gmu" : "gmiu";
  // The same idea of a word as the literal search has: no letter, digit, mark or _ on either side.
  const source = wholeWord ? `(?<!${ofWord})(?:${text})(?!${ofWord})` : text;
  try {
    new RegExp(source, flags);
  } catch (error) {
    throw new ExpressionError(sentence(error instanceof Error ? error.message : "It is not understood."));
  }
  // `(?i:…)` inside an expression loosens what the switch asks for.
  const isStrict = caseSensitive && !/\(\?[a-z]*i/.test(text);
  return { source, flags, caseSensitive: isStrict, clauses: requiredClauses(pattern, isStrict) };
}

function parse(text: string): AST.Pattern {
  try {
    return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(text, 0, text.length, { unicode: true });
  } catch (error) {
    if (error instanceof RegExpSyntaxError)
      throw new ExpressionError(sentence(error.message), placeOf(error, text));
    // Nested deeper than the stack.
    if (error instanceof RangeError) throw new ExpressionError("The expression is nested too deeply.");
    throw error;
  }
}

/**
 * The parser says where it stopped: the character before is the one that it could not go on from. What is never closed
 * is better shown where it was opened.
 */
function placeOf(error: RegExpSyntaxError, text: string): number {
  const opened = /unterminated/i.test(error.message) ? lastOpened(text) : undefined;
  return opened ?? Math.max(0, error.index - 1);
}

/** The last bracket that nothing closes. */
function lastOpened(text: string): number | undefined {
  const open: number[] = [];
  let classAt: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (classAt !== undefined) classAt = character === "]" ? undefined : classAt;
    else if (character === "[") classAt = at;
    else if (character === "(") open.push(at);
    else if (character === ")") open.pop();
  }
  return classAt ?? open.at(-1);
}

/** "Invalid regular expression: /(/u: Unterminated group" → "This is no regular expression: unterminated group." */
function sentence(message: string): string {
  const reason = message.slice(message.lastIndexOf(": ") + 2).replace(/\.$/, "");
  return `This is no regular expression: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`;
}
