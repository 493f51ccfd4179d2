/** Lines that two texts share: `length` of them from line `a` of the first and `b` of the second, from 0. */
export type Match = { a: number; b: number; length: number };

// Beyond so many changes the middle counts as replaced: the table of all ways would not fit.
const MOST_CHANGES = 2_000;

/** The runs of equal lines of two texts in their order: Myers, "An O(ND) Difference Algorithm", 1986. */
export function matchLines(a: readonly string[], b: readonly string[]): Match[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  const middle = shortestEdit(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [
    ...(start > 0 ? [{ a: 0, b: 0, length: start }] : []),
    ...middle.map((match) => ({ ...match, a: match.a + start, b: match.b + start })),
    ...(end > 0 ? [{ a: a.length - end, b: b.length - end, length: end }] : []),
  ];
}

function shortestEdit(a: readonly string[], b: readonly string[]): Match[] {
  if (a.length === 0 || b.length === 0) return [];
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST_CHANGES); edits++) {
    trace.push(new Map(furthest));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && at(furthest, k - 1) < at(furthest, k + 1));
      let x = down ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(trace, { x: a.length, y: b.length });
    }
  }
  return [];
}

/** The matches on the way that the search has found, from its end to its beginning. */
function walkBack(trace: Map<number, number>[], end: { x: number; y: number }): Match[] {
  const matches: Match[] = [];
  let { x, y } = end;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits] ?? new Map();
    const k = x - y;
    const down = k === -edits || (k !== edits && at(furthest, k - 1) < at(furthest, k + 1));
    const previousX = edits === 0 ? 0 : at(furthest, down ? k + 1 : k - 1);
    const previousY = edits === 0 ? 0 : previousX - (down ? k + 1 : k - 1);
    const from = edits === 0 ? 0 : down ? previousX : previousX + 1;
    if (x > from) matches.unshift({ a: from, b: from - k, length: x - from });
    x = previousX;
    y = previousY;
  }
  return matches;
}

const at = (furthest: Map<number, number>, k: number): number => furthest.get(k) ?? -1;
