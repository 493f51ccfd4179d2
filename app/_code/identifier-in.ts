/** The identifier at a place of a text (UTF-16 code units), its two ends included; undefined between words and in numbers. */
export function identifierIn(text: string, at: number): string | undefined {
  const from = Math.max(0, at - longest);
  for (const match of text.slice(from, at + longest).matchAll(/[\p{L}\p{N}\p{M}_$]+/gu)) {
    const start = from + match.index;
    if (start > at) return undefined;
    if (at <= start + match[0].length) return isName(match[0]) ? match[0] : undefined;
  }
  return undefined;
}

/** What was selected, if it is one identifier. */
export function identifierOf(selected: string): string | undefined {
  const text = selected.trim();
  return text.length <= longest && isName(text) && /^[\p{L}\p{N}\p{M}_$]+$/u.test(text) ? text : undefined;
}

const longest = 120;
const isName = (word: string): boolean => word !== "" && !/^\p{N}/u.test(word);
