/** A place in a text, UTF-16, half-open. */
interface Place {
  start: number;
  end: number;
}

/**
 * The sentences and list items of a text in markdown. Fenced code, headings and rules hold none; an unfinished block of code
 * is code to its end. A marker behind the full stop belongs to the sentence before it.
 */
export function splitClaims(text: string): Place[] {
  const claims: Place[] = [];
  let fence: string | undefined;
  let paragraph: Place | undefined;
  const close = () => {
    if (paragraph) claims.push(...sentencesIn(text, paragraph));
    paragraph = undefined;
  };
  let at = 0;
  for (const line of text.split("\n")) {
    const start = at;
    at += line.length + 1;
    const fenced = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (fenced?.startsWith(fence) && line.trim() === fenced) fence = undefined;
    } else if (fenced) {
      close();
      fence = fenced;
    } else if (line.trim() === "" || /^\s*(#{1,6}\s|([-*_]\s*){3,}$)/.test(line)) close();
    else {
      const bullet = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/.exec(line)?.[0].length ?? 0;
      if (bullet > 0) close();
      paragraph = { start: paragraph?.start ?? start + bullet, end: start + line.length };
    }
  }
  close();
  return claims;
}

/** A full stop ends a sentence where a marker or white space and a new beginning follow, and no abbreviation precedes. */
function sentencesIn(text: string, { start, end }: Place): Place[] {
  const paragraph = text.slice(start, end);
  const ending =
    /(?<!\b(?:e\.g|i\.e|vs|cf|etc|approx|no))[.!?]["')\]*_]*(?:\s?\[\d{1,4}(?:\s*,\s*\d{1,4})*\])*(?=\s+["'(*_`\p{Lu}\p{N}])|[。！？](?:\s?\[\d{1,4}(?:\s*,\s*\d{1,4})*\])*/gu;
  const code = [...paragraph.matchAll(/`+[^`]*`+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const ends = [...paragraph.matchAll(ending)]
    .filter(({ index }) => !code.some((span) => span.start < index && index < span.end))
    .map((match) => match.index + match[0].length);
  return [0, ...ends].flatMap((from, index) => {
    const to = ends[index] ?? paragraph.length;
    const piece = paragraph.slice(from, to);
    if (piece.trim() === "") return [];
    const lead = piece.length - piece.trimStart().length;
    return [{ start: start + from + lead, end: start + from + piece.trimEnd().length }];
  });
}
