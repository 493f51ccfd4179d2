const MOST_CHARS = 160;

/** How a place begins: its first line, without what indents it, and no more than people read at a glance. */
export function beginningOf(text: string): string {
  const line = text.trimStart().split("\n", 1)[0]?.trimEnd() ?? "";
  // Half of a surrogate pair is stored nowhere; a copy does not hold on to the whole file.
  return Buffer.from(line.slice(0, MOST_CHARS).toWellFormed()).toString();
}
