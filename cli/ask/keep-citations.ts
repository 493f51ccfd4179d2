/**
 * Drops citations of passages that were not given: `[9]` of five, or the 9 of `[2, 9]`. Brackets inside code, or right
 * behind a word as in `list[9]`, are no citations.
 */
export function keepCitations(answer: string, passages: number): string {
  return answer
    .split(/(```[\s\S]*?(?:```|$)|`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : keepIn(part, passages)))
    .join("");
}

/** The numbers of the passages that a text cites, ascending. */
export function citedNumbers(answer: string): number[] {
  const numbers = answer
    .split(/```[\s\S]*?(?:```|$)|`[^`\n]*`/)
    .flatMap((part) =>
      [...part.matchAll(citation)].flatMap((match) => (match[2] ?? "").split(",").map(Number)),
    );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

const citation = /([^\S\n]+|(?<![\w$]))\[(\d{1,4}(?:\s*,\s*\d{1,4})*)\](?!\()/g;

function keepIn(text: string, passages: number): string {
  return text.replace(citation, (_, space: string, list: string) => {
    const kept = list
      .split(",")
      .map(Number)
      .filter((number) => number >= 1 && number <= passages);
    return kept.length === 0 ? "" : `${space}[${kept.join(", ")}]`;
  });
}
