import { matchLines } from "./line-diff";

/** A run of lines that stand in both texts, only before or only after. */
export type Part = { kind: "same" | "removed" | "added"; lines: string[] };

/** What has become of a text, in its order: of each change, what went stands before what came. */
export function compareTexts(before: string, after: string): Part[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const parts: Part[] = [];
  let [atA, atB] = [0, 0];
  const add = (kind: Part["kind"], lines: string[]) => {
    if (lines.length > 0) parts.push({ kind, lines });
  };
  for (const match of [...matchLines(a, b), { a: a.length, b: b.length, length: 0 }]) {
    add("removed", a.slice(atA, match.a));
    add("added", b.slice(atB, match.b));
    add("same", a.slice(match.a, match.a + match.length));
    [atA, atB] = [match.a + match.length, match.b + match.length];
  }
  return parts;
}
