import { signatureWords, writeSignature } from "./trigram-signature";

/** Lines of a file and what they belong to; from 1, both included. */
export interface NamedLines {
  symbol: string | null;
  scope: string | null;
  startLine: number;
  endLine: number;
}

/** Several texts one after another, in memory that threads share: none is copied to be looked at. */
export interface TextBlock {
  bytes: SharedArrayBuffer;
  buffer: Buffer;
  signatures: Uint32Array;
}

/** A file of a published generation, held in memory. */
export interface HeldFile {
  id: string;
  repositoryId: string;
  path: string;
  language: string | null;
  block: TextBlock;
  /** In bytes of the block. */
  start: number;
  end: number;
  /** Two bytes a character (UTF-16) instead of one (Latin-1). */
  isWide: boolean;
  signature: { from: number; count: number };
  /** From top to bottom; the same empty list for all that have none. */
  names: readonly NamedLines[];
}

/** All texts of one published generation of a repository, in the order of their paths. */
export interface HeldTexts {
  files: HeldFile[];
  /** Roughly what it takes of the memory. */
  sizeBytes: number;
}

export interface TextToHold {
  id: string;
  repositoryId: string;
  path: string;
  language: string | null;
  content: string;
  names: readonly NamedLines[];
}

// An object, its two strings and its place in a list.
const BYTES_PER_FILE = 300;
const BYTES_PER_NAME = 120;

export function holdBlock(texts: TextToHold[]): HeldFile[] {
  const wide = texts.map(({ content }) => /[^\0-\xff]/.test(content));
  const sizes = texts.map(({ content }, index) => content.length * (wide[index] ? 2 : 1));
  const counts = texts.map(({ content }) => signatureWords(content.length));
  const bytes = new SharedArrayBuffer(sum(sizes));
  const block = { bytes, buffer: Buffer.from(bytes), signatures: new Uint32Array(sum(counts)) };
  let start = 0;
  let from = 0;
  return texts.map(({ content, ...file }, index): HeldFile => {
    const isWide = wide[index] ?? false;
    const end = start + (sizes[index] ?? 0);
    block.buffer.write(content, start, isWide ? "utf16le" : "latin1");
    const signature = { from, count: counts[index] ?? 0 };
    writeSignature(content, block.signatures, signature);
    const held = { ...file, block, start, end, isWide, signature };
    start = end;
    from += signature.count;
    return held;
  });
}

export const contentOf = ({ block, start, end, isWide }: HeldFile): string =>
  block.buffer.toString(isWide ? "utf16le" : "latin1", start, end);

export function textOf(held: HeldFile): TextToHold {
  const { id, repositoryId, path, language, names } = held;
  return { id, repositoryId, path, language, names, content: contentOf(held) };
}

export const sizeOfHeld = (files: readonly HeldFile[]): number =>
  sum(
    files.map(
      ({ start, end, signature, names }) =>
        end - start + signature.count * 4 + names.length * BYTES_PER_NAME + BYTES_PER_FILE,
    ),
  );

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
