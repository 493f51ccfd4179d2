import type { Citation, Passage, Source } from "@/server/answer/answer";

interface Given {
  kind: string;
  passage: Passage;
  source: Source;
  /** Passages of other files that were retrieved as well. */
  others: Passage[];
  random: () => number;
}

interface Made {
  citation: Citation;
  claimText: string;
  retrieved: Passage[];
  source: Source | undefined;
}

/** A citation of some lines of the passage, right but for one fault; undefined where the lines do not lend themselves. */
export function makeFault({ kind, passage, source, others, random }: Given): Made | undefined {
  const lines = linesOf(passage);
  const line = lines[Math.floor(random() * lines.length)];
  if (!line) return undefined;
  const { quote } = line;
  const name = /\b[a-z]+[A-Z][A-Za-z]+\b/.exec(quote)?.[0];
  const number = /(?<![\w$.\-,])[1-9]\d*(?![\w$.,])/.exec(quote)?.[0];
  const claimText = `Here \`${name ?? /(?<![\w$])[A-Za-z]{2,}(?![\w$])/.exec(quote)?.[0] ?? ""}\` is used${number ? ` with ${number}` : ""}.`;
  const citation = { chunkId: passage.chunkId, ...line };
  const right: Made = { citation, claimText, retrieved: [passage, ...others], source };
  const shifted = (by: number) => ({
    ...citation,
    startChar: citation.startChar + by,
    endChar: citation.endChar + by,
  });
  switch (kind) {
    case "wrong id": {
      const other = others.find((one) => one.sourceId !== passage.sourceId);
      const isInvented = random() < 0.5;
      if (!isInvented && !other) return undefined;
      return {
        ...right,
        citation: { ...citation, chunkId: isInvented ? "chunk 404" : (other?.chunkId ?? "") },
      };
    }
    case "off by one": {
      const moved = shifted(random() < 0.5 ? 1 : -1);
      // A run of equal characters also stands one further: that is no fault.
      if (source.content.slice(moved.startChar, moved.endChar) === quote) return undefined;
      return { ...right, citation: moved };
    }
    case "edited quote": {
      const at = Math.floor(random() * quote.length);
      const letter = quote[at] === "x" ? "y" : "x";
      return {
        ...right,
        citation: { ...citation, quote: quote.slice(0, at) + letter + quote.slice(at + 1) },
      };
    }
    case "changed number": {
      const wrong = String(Number(number) + 1);
      if (number === undefined || quote.includes(wrong)) return undefined;
      return { ...right, claimText: `Here it is ${wrong}.` };
    }
    case "deleted file":
      return { ...right, source: undefined };
    case "faultless":
      return right;
    case "numbers grouped": {
      const long = /(?<![\w$.])[1-9]\d{3,8}(?![\w$.])/.exec(quote)?.[0];
      return long === undefined
        ? undefined
        : { ...right, claimText: `It is ${Number(long).toLocaleString("en")} at most.` };
    }
    case "other letter case":
      return name === undefined
        ? undefined
        : { ...right, claimText: `Here \`${name.toUpperCase()}\` is used.` };
    case "path in the claim":
      return {
        ...right,
        claimText: `${passage.path} says how \`${name ?? "it"}\` works.`.replace("`it`", "it"),
      };
    default:
      return rewritten(kind, right, line);
  }
}

/** The same citation in a source whose text is written otherwise. */
function rewritten(kind: string, right: Made, line: { quote: string; startChar: number }): Made | undefined {
  const { source, citation, retrieved } = right;
  const [passage, ...others] = retrieved;
  if (!source || !passage) return undefined;
  const put = (change: (text: string) => string, quoted = change(line.quote)): Made => {
    const startChar = change(source.content.slice(0, line.startChar)).length;
    const content = change(source.content);
    const stands = change(line.quote);
    const whole = { ...passage, startChar: 0, endChar: content.length, content };
    return {
      ...right,
      citation: { ...citation, quote: quoted, startChar, endChar: startChar + stands.length },
      retrieved: [whole, ...others],
      source: { ...source, content },
    };
  };
  switch (kind) {
    case "CRLF source, LF quote":
      return put((text) => text.replace(/\r?\n/g, "\r\n"), line.quote);
    case "composed characters":
      return {
        ...put((text) => text.replaceAll("e", "e\u0301"), line.quote.replaceAll("e", "\u00e9")),
        claimText: "It is the same.",
      };
    case "surrogate pairs":
      return put((text) => text.replaceAll(" ", " 🦉"));
    default:
      throw new Error(`Nobody knows how to make “${kind}”.`);
  }
}

/** One to three lines of a passage that hold words. */
function linesOf({ content, startChar }: Passage): { quote: string; startChar: number; endChar: number }[] {
  const lines = content.split("\n");
  let at = 0;
  return lines.flatMap((line, index) => {
    const start = startChar + at;
    at += line.length + 1;
    const quote = lines.slice(index, index + 1 + (index % 3)).join("\n");
    return /[A-Za-z]{2,}/.test(quote) && quote.length > 12
      ? [{ quote, startChar: start, endChar: start + quote.length }]
      : [];
  });
}
