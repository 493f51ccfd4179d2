import { splitIdentifier } from "./words.ts";

/** More words than this no name needs to be found by. */
const MOST_SUFFIXES = 8;

/** A name in small letters, as `file_symbol.key` holds it. */
export const symbolKey = (name: string): string => name.toLowerCase();

/**
 * What is left of a name from each of its words on, each behind a space, in small letters and without separators:
 * `nextAttempt_of` gives " nextattemptof attemptof of". A name without letters stands for itself.
 */
export function symbolSuffixes(name: string): string {
  const words = splitIdentifier(name).map(({ text }) => text.toLowerCase());
  if (words.length === 0) return ` ${symbolKey(name).replace(/\s+/g, "")}`;
  return words
    .slice(0, MOST_SUFFIXES)
    .map((_, index) => ` ${words.slice(index).join("")}`)
    .join("");
}

/** A name as somebody writes it in a search: `Delivery.nextAttempt`, `Delivery::nextAttempt`, `Delivery#nextAttempt`. */
export function readSymbol(written: string): { name: string; scope: string | null } {
  const parts = written.split(/::|\.(?=[^.])|#(?=[^#])/).filter((part) => part !== "");
  const name = parts.pop();
  // A name that begins with a dot or a sharp is CSS.
  if (name === undefined || parts.length === 0) return { name: written, scope: null };
  return { name, scope: parts.join(".").toLowerCase() };
}

/** The one form of a name that `symbolSuffixes` begins with. */
export const symbolSuffix = (name: string): string => symbolSuffixes(name).trimStart().split(" ")[0] ?? "";
