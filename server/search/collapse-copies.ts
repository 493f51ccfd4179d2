import type { Fused } from "./fuse";
import { words } from "./words";

interface Text {
  content: string;
  symbol: string | null;
  path: string;
}

/** Of all the words in two flavours of one function, so many stand in both. */
const SHARED = 0.7;

/**
 * The best of each text, with how many more places hold it: to the letter, or as another flavour of the same file (one
 * name, one file name, nearly the same words), such as the CommonJS and the module build of a package.
 */
export function collapseCopies<One extends Fused>(
  ranked: One[],
  texts: Map<string, Text>,
): (One & { copies: number })[] {
  const kept: (One & { copies: number })[] = [];
  const byContent = new Map<string, One & { copies: number }>();
  const byName = new Map<string, { first: One & { copies: number }; content: string }[]>();
  for (const one of ranked) {
    const text = texts.get(one.id);
    const name = text && nameOf(text);
    const namesakes = (name !== undefined && byName.get(name)) || [];
    const copied =
      text &&
      (byContent.get(text.content) ??
        namesakes.find(({ content }) => areAlike(content, text.content))?.first);
    if (copied) {
      copied.copies += 1;
      continue;
    }
    const first = { ...one, copies: 0 };
    kept.push(first);
    if (text) byContent.set(text.content, first);
    if (text && name !== undefined) byName.set(name, [...namesakes, { first, content: text.content }]);
  }
  return kept;
}

/** `release` in `dist/cjs/pool.js` and in `dist/esm/pool.mjs` have one name; what is called nothing has none. */
function nameOf({ symbol, path }: Text): string | undefined {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return symbol === null ? undefined : `${symbol} ${file.split(".")[0]}`;
}

function areAlike(a: string, b: string): boolean {
  const [one, other] = [new Set(words(a)), new Set(words(b))];
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared > 0 && shared / (one.size + other.size - shared) >= SHARED;
}
