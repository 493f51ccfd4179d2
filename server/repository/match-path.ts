/** How well a path fits what was typed, and which of its characters were meant (UTF-16 code units, ascending). */
export interface PathMatch {
  score: number;
  positions: number[];
}

const CHARACTER = 16;
const CONSECUTIVE = 14;
const BOUNDARY = 12;
const NAME_START = 10;
const IN_NAME = 40;
const WHOLE_NAME = 60;
const GAP = 3;
const longestGap = 10;
const longestPath = 400;

/** What was typed, as `roughScore` and `matchPath` read it: small letters without spaces. */
export const typedPath = (text: string): string => lower(text.replace(/\s+/g, "").replaceAll("\\", "/"));

/**
 * Whether a path holds the typed characters in their order, and roughly how well: 0 for no. One pass, for choosing among
 * a hundred thousand paths those that are worth `matchPath`.
 */
export function roughScore(path: string, typed: string): number {
  const text = lower(path);
  const nameStart = text.lastIndexOf("/") + 1;
  const place = text.indexOf(typed, nameStart);
  // Written in one piece in the name: nothing that lies scattered is better.
  if (place >= 0) {
    const begins = place === nameStart ? NAME_START : 0;
    const whole = isWholeName(text, { nameStart, place, typed }) ? WHOLE_NAME : 0;
    return Math.round(600 + begins + whole + (isBoundary(path, place) ? BOUNDARY : 0) - text.length / 20);
  }
  const inName = greedyScore(path, text, { typed, from: nameStart });
  if (inName > 0) return 200 + inName;
  return greedyScore(path, text, { typed, from: 0 });
}

/** The best way to find the typed characters in a path, in their order. Undefined if they are not in it. */
export function matchPath(path: string, typed: string): PathMatch | undefined {
  const text = lower(path);
  if (typed === "" || !holdsInOrder(text, typed)) return undefined;
  // Longer paths are left to their end: there is the name.
  const from = Math.max(0, text.length - longestPath);
  const best = bestAlignment(path, text, { typed, from });
  if (!best) return { score: 1, positions: [] };
  const nameStart = text.lastIndexOf("/") + 1;
  const first = best.positions[0] ?? 0;
  const isPiece = first >= nameStart && text.startsWith(typed, first);
  const whole = isPiece && isWholeName(text, { nameStart, place: first, typed }) ? WHOLE_NAME : 0;
  return {
    score: best.score + (first >= nameStart ? IN_NAME : 0) + whole - text.length / 20,
    positions: best.positions,
  };
}

/**
 * Best sum over all ways to place the characters: `ending[i]` is the best score of the characters so far with the last
 * of them at i. A gap costs more the longer it is, up to a limit.
 */
function bestAlignment(
  path: string,
  text: string,
  { typed, from }: { typed: string; from: number },
): PathMatch | undefined {
  const length = text.length - from;
  const cameFrom: Int16Array[] = [];
  let before = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
  const nameStart = text.lastIndexOf("/") + 1;
  for (let at = 0; at < typed.length; at++) {
    const ending = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
    const origin = new Int16Array(length).fill(-1);
    let best = Number.NEGATIVE_INFINITY;
    let bestAt = -1;
    for (let index = 0; index < length; index++) {
      // The best predecessor that is not the neighbour loses value with its distance.
      if (index >= 2) {
        const candidate = (before[index - 2] ?? 0) - GAP;
        best -= index - bestAt > longestGap ? 0 : 0.5;
        if (candidate > best) {
          best = candidate;
          bestAt = index - 2;
        }
      }
      if (text[from + index] !== typed[at]) continue;
      const bonus = CHARACTER + placeBonus(path, from + index, nameStart);
      if (at === 0) ending[index] = bonus;
      else {
        const neighbour = index > 0 ? (before[index - 1] ?? 0) + CONSECUTIVE : Number.NEGATIVE_INFINITY;
        const isNeighbour = neighbour >= best;
        ending[index] = (isNeighbour ? neighbour : best) + bonus;
        origin[index] = isNeighbour ? index - 1 : bestAt;
      }
    }
    cameFrom.push(origin);
    before = ending;
  }
  let end = -1;
  for (let index = 0; index < length; index++)
    if (end < 0 || (before[index] ?? 0) >= (before[end] ?? 0)) end = index;
  const score = before[end];
  if (score === undefined || score === Number.NEGATIVE_INFINITY) return undefined;
  const positions: number[] = [];
  for (let at = typed.length - 1; at >= 0; at--) {
    positions.push(from + end);
    end = cameFrom[at]?.[end] ?? -1;
  }
  return { score, positions: positions.reverse() };
}

/** The first way that is found from the left; 0 if there is none. */
function greedyScore(path: string, text: string, { typed, from }: { typed: string; from: number }): number {
  let score = 0;
  let last = from - 1;
  for (let at = 0; at < typed.length; at++) {
    const index = text.indexOf(typed[at] ?? "", last + 1);
    if (index < 0) return 0;
    if (at > 0 && index === last + 1) score += 3;
    else if (isBoundary(path, index)) score += 2;
    else score -= 1;
    last = index;
  }
  return Math.max(1, Math.min(199, 100 + score * 4 - (text.length >> 4)));
}

function holdsInOrder(text: string, typed: string): boolean {
  let last = -1;
  for (const character of typed) {
    last = text.indexOf(character, last + 1);
    if (last < 0) return false;
  }
  return true;
}

const placeBonus = (path: string, at: number, nameStart: number): number =>
  (isBoundary(path, at) ? BOUNDARY : 0) + (at === nameStart ? NAME_START : at > nameStart ? 2 : 0);

/** Where a word of a path begins: behind a separator, at a capital, at the first digit. */
function isBoundary(path: string, at: number): boolean {
  if (at === 0) return true;
  const before = path.charCodeAt(at - 1);
  if (isSeparator(before)) return true;
  const here = path.charCodeAt(at);
  const isCapital = here >= 65 && here <= 90;
  return (isCapital && before >= 97 && before <= 122) || (isDigit(here) && !isDigit(before));
}

// / \ . - _ and the space
const isSeparator = (code: number): boolean =>
  code === 47 || code === 92 || code === 46 || code === 45 || code === 95 || code === 32;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function isWholeName(
  text: string,
  { nameStart, place, typed }: { nameStart: number; place: number; typed: string },
) {
  if (place !== nameStart) return false;
  const rest = text.slice(place + typed.length);
  return rest === "" || rest.startsWith(".");
}

/** Small letters, one for one: places must stay where they are. */
function lower(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}
