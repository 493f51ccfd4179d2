import { matchLines } from "./line-diff";

const MINE = "<<<<<<< mine";
const BETWEEN = "=======";
const THEIRS = ">>>>>>> theirs";

/** Whether marks of a merge are left in a text. */
export const hasMarks = (text: string): boolean =>
  text.split("\n").some((line) => line === MINE || line === THEIRS);

/**
 * Both changes of one text in one: where only one of them touched the lines, that one counts; where both did, both stand
 * between marks, and `conflicts` counts it. Without the text that both began with, everything different is a conflict.
 */
export function mergeTexts(
  base: string | null,
  { mine, theirs }: { mine: string; theirs: string },
): { text: string; conflicts: number } {
  const [own, other] = [mine.split("\n"), theirs.split("\n")];
  const begun = base === null ? commonLines(own, other) : base.split("\n");
  const [inOwn, inOther] = [placesOf(begun, own), placesOf(begun, other)];
  const merged: string[] = [];
  let conflicts = 0;
  let [at, atOwn, atOther] = [0, 0, 0];
  for (let next = 0; next <= begun.length; next++) {
    const isEnd = next === begun.length;
    const placeOwn = isEnd ? own.length : inOwn.get(next);
    const placeOther = isEnd ? other.length : inOther.get(next);
    if (placeOwn === undefined || placeOther === undefined) continue;
    const part = {
      base: base === null ? undefined : begun.slice(at, next),
      mine: own.slice(atOwn, placeOwn),
      theirs: other.slice(atOther, placeOther),
    };
    const settled = settle(part);
    if (settled) merged.push(...settled);
    else {
      conflicts += 1;
      merged.push(MINE, ...part.mine, BETWEEN, ...part.theirs, THEIRS);
    }
    if (!isEnd) merged.push(begun[next] ?? "");
    [at, atOwn, atOther] = [next + 1, placeOwn + 1, placeOther + 1];
  }
  return { text: merged.join("\n"), conflicts };
}

function settle(part: {
  base: string[] | undefined;
  mine: string[];
  theirs: string[];
}): string[] | undefined {
  const { base, mine, theirs } = part;
  if (isSame(mine, theirs)) return mine;
  if (base && isSame(mine, base)) return theirs;
  if (base && isSame(theirs, base)) return mine;
  return undefined;
}

const isSame = (one: string[], other: string[]) =>
  one.length === other.length && one.every((line, index) => line === other[index]);

/** Where each kept line of the first text stands in the second. */
function placesOf(begun: string[], text: string[]): Map<number, number> {
  return new Map(
    matchLines(begun, text).flatMap(({ a, b, length }) =>
      Array.from({ length }, (_, index): [number, number] => [a + index, b + index]),
    ),
  );
}

const commonLines = (one: string[], other: string[]): string[] =>
  matchLines(one, other).flatMap(({ a, length }) => one.slice(a, a + length));
