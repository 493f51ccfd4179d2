// Which three characters in a row a text holds, as bits: no text that holds a literal is ever missed, and nearly all others
// are passed over. Letter case aside, and only for runs of ASCII: whatever else a literal holds narrows nothing.

/** Characters of a text a 32-bit word stands for: a sixth of the text's size, and one bit in four to ten is set. */
const CHARACTERS_PER_WORD = 24;
const FEWEST_WORDS = 8;

/** Hashes of a literal's trigrams. */
export type Trigrams = Uint32Array;

export const signatureWords = (length: number): number =>
  Math.max(FEWEST_WORDS, Math.ceil(length / CHARACTERS_PER_WORD));

/** Sets the bits of a text in `words[from]` up to `words[from + count]`. */
export function writeSignature(content: string, words: Uint32Array, { from, count }: SignaturePlace): void {
  const share = (count * 32) / 4_294_967_296;
  let first = 0;
  let second = 0;
  for (let at = 0; at < content.length; at++) {
    const third = small(content.charCodeAt(at));
    if (first !== 0 && second !== 0 && third !== 0) {
      const bit = Math.floor(hashOf(first, second, third) * share);
      words[from + (bit >>> 5)] = (words[from + (bit >>> 5)] ?? 0) | (1 << (bit & 31));
    }
    first = second;
    second = third;
  }
}

export interface SignaturePlace {
  from: number;
  count: number;
}

export function trigramsOf(literal: string): Trigrams {
  const hashes = new Set<number>();
  for (let at = 2; at < literal.length; at++) {
    const [first, second, third] = [at - 2, at - 1, at].map((index) => small(literal.charCodeAt(index)));
    if (first && second && third) hashes.add(hashOf(first, second, third));
  }
  return Uint32Array.from(hashes);
}

/** False only for a text that holds the literal in no letter case. */
export function mayHold(trigrams: Trigrams, words: Uint32Array, { from, count }: SignaturePlace): boolean {
  const share = (count * 32) / 4_294_967_296;
  for (let at = 0; at < trigrams.length; at++) {
    const bit = Math.floor((trigrams[at] ?? 0) * share);
    if (((words[from + (bit >>> 5)] ?? 0) & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

/** The small letter of an ASCII character; 0 for what is none, but the three letters that JavaScript takes for one. */
function small(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code | 32 : code;
  if (code === 0x17f) return 115;
  if (code === 0x212a) return 107;
  return code === 0x131 ? 105 : 0;
}

const hashOf = (first: number, second: number, third: number): number =>
  Math.imul((first << 14) | (second << 7) | third, 0x9e3779b1) >>> 0;
