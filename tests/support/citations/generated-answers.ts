import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Citation, Passage, Source } from "@/server/answer/answer";
import { chunkFile } from "@/server/indexing/chunk";
import { makeFault } from "./make-fault";

/** One claim with one citation, as an answer would hold it, and what was done to it. */
export interface Generated {
  kind: string;
  isFaulty: boolean;
  citation: Citation;
  claimText: string;
  retrieved: Passage[];
  source: Source | undefined;
}

export const FAULTS = ["wrong id", "off by one", "edited quote", "changed number", "deleted file"] as const;
export const FAITHFUL = [
  ...["faultless", "numbers grouped", "other letter case", "CRLF source, LF quote", "composed characters"],
  ...["path in the claim", "surrogate pairs"],
] as const;

const FOLDERS = [
  "@noble/ciphers/src",
  "@trpc/server/src/unstable-core-do-not-import",
  "luxon/src",
  "source-map/lib",
];

/**
 * Answers over the chunks of real files in node_modules, the same each time: `each` of every kind of fault, and of every
 * way to be right that looks like a fault.
 */
export async function generateAnswers(each: number, seed: number): Promise<Generated[]> {
  const random = makeRandom(seed);
  const files = await readFiles();
  const pick = <One>(some: readonly One[]): One => {
    const one = some[Math.floor(random() * some.length)];
    if (one === undefined) throw new Error("Nothing to choose from.");
    return one;
  };
  const made: Generated[] = [];
  for (const kind of [...FAULTS, ...FAITHFUL]) {
    for (let count = 0; count < each; ) {
      const file = pick(files);
      const others = [pick(files), pick(files)].flatMap((one) => pick(one.passages));
      const one = makeFault({ kind, passage: pick(file.passages), source: file.source, others, random });
      if (one === undefined) continue;
      made.push({ kind, isFaulty: FAULTS.some((fault) => fault === kind), ...one });
      count += 1;
    }
  }
  return made;
}

async function readFiles(): Promise<{ source: Source; passages: Passage[] }[]> {
  const names = FOLDERS.flatMap((folder) => {
    const root = path.join("node_modules", folder);
    return readdirSync(root)
      .filter((name) => /(?<!\.d)\.[jt]s$/.test(name))
      .map((name) => path.join(root, name));
  });
  return Promise.all(names.sort().map((name) => readSource(name, readFileSync(name, "utf8"))));
}

/** A file as the indexer would store it. */
export async function readSource(name: string, content: string) {
  const contentHash = createHash("sha256").update(content).digest("hex");
  const source = { id: `file ${name}`, contentHash, content };
  const language = name.endsWith(".ts") ? "ts" : "js";
  const { chunks } = await chunkFile({ path: name, language, content });
  const passages = chunks.map(
    ({ position, symbolKind: _, scope: __, ...chunk }): Passage => ({
      ...chunk,
      chunkId: `chunk ${name} ${position}`,
      sourceTable: "file",
      sourceId: source.id,
      repositoryId: "repository",
      path: name.replace("node_modules/", ""),
      contentHash,
      score: 1,
    }),
  );
  return { source, passages };
}

/** Mulberry32: the same numbers for the same seed, 0…1. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
