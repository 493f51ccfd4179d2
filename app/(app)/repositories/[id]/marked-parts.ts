export interface MarkedPart {
  start: number;
  text: string;
  isMarked: boolean;
}

/** A path cut where marks begin and end, and where its name begins. `positions` are code units, ascending. */
export function markedParts(path: string, positions: readonly number[]): MarkedPart[] {
  const marked = new Set(positions);
  const nameAt = path.lastIndexOf("/") + 1;
  const parts: MarkedPart[] = [];
  for (let at = 0; at < path.length; at++) {
    const isMarked = marked.has(at);
    const last = parts.at(-1);
    const character = path.charAt(at);
    // The two halves of one character stay together.
    const isHalf = /[\uDC00-\uDFFF]/.test(character);
    if (last && (isHalf || (last.isMarked === isMarked && at !== nameAt))) last.text += character;
    else parts.push({ start: at, text: character, isMarked });
  }
  return parts;
}
