import type { ChunkToWrite } from "@/server/indexing/write-chunks";
import type { FileToWrite } from "@/server/indexing/write-files";
import { toTsVector } from "@/server/search/words";

export const DIMENSIONS = 384;
export const CLUSTERS = 300;
const VOCABULARY = 8_000;
const WORDS_PER_CHUNK = 60;

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const gauss = (random: () => number) =>
  Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());

/** Vectors lie around centres, as those of real code do: `spread` 0 is the centre itself. */
export function makeVector(random: () => number, cluster: number, spread: number): Float32Array {
  const centre = makeRandom(cluster * 7919 + 1);
  const vector = Float32Array.from(
    { length: DIMENSIONS },
    () => gauss(centre) + (spread === 0 ? 0 : spread * gauss(random)),
  );
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

/** A word as rare as its number is high, as in real text. */
export const makeWord = (random: () => number): string => `w${Math.floor(VOCABULARY * random() ** 3)}`;

/** Files of ten chunks; one file in a hundred is of the language `rare` and lies below `rare/`. */
export function makeFiles(random: () => number, from: number, count: number): FileToWrite[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const isRare = number % 100 === 7;
    const language = isRare ? "rare" : "ts";
    const path = `${isRare ? "rare" : "src"}/file-${number}.ts`;
    const chunks = Array.from({ length: 10 }, (_, position) => makeChunk(random, number, position));
    return {
      prepared: {
        outcome: "indexed",
        kind: "code",
        path,
        language,
        sizeBytes: 4_000,
        contentHash: `file-${number}`,
        content: "",
        secretLines: [],
        symbols: [],
        chunks,
      },
      replacesId: undefined,
      chunks,
    };
  });
}

function makeChunk(random: () => number, file: number, position: number): ChunkToWrite {
  const tokens = Array.from({ length: WORDS_PER_CHUNK }, () => makeWord(random));
  const content = tokens.join(" ");
  return {
    content,
    position,
    symbol: `symbol${file}`,
    symbolKind: "function",
    scope: null,
    startLine: position * 10 + 1,
    endLine: position * 10 + 9,
    startChar: 0,
    endChar: content.length,
    contentHash: `${file}-${position}`,
    embeddingText: content,
    tsv: toTsVector(tokens),
    wordCount: tokens.length,
    vector: makeVector(random, Math.floor(random() * CLUSTERS), 0.8),
    reuseChunkId: undefined,
  };
}
