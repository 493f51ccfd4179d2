import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Passage, PassageSignals } from "@/server/answer/answer";
import type { Recorded } from "./record-answers";

// Outside of the project: some hundred megabytes that each machine can make again.
const folder = path.resolve(
  process.env.ANSWER_RECORDINGS ?? path.join(os.tmpdir(), "carrel-answer-recordings"),
);

interface Measured {
  chunkId: string;
  score: number;
  signals: PassageSignals;
}
interface Stored {
  /** What does not depend on a question, once. */
  chunks: Passage[];
  rows: (Omit<Recorded, "passages"> & { passages: Measured[] })[];
}

export function writeRecording(name: string, recorded: Recorded[]): string {
  mkdirSync(folder, { recursive: true });
  const chunks = new Map(recorded.flatMap(({ passages }) => passages).map((one) => [one.chunkId, one]));
  const rows = recorded.map((row) => ({
    ...row,
    passages: row.passages.flatMap(({ chunkId, score, signals }): Measured[] =>
      signals ? [{ chunkId, score, signals }] : [],
    ),
  }));
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ chunks: [...chunks.values()], rows } satisfies Stored));
  return file;
}

export function readRecording(name: string): Recorded[] {
  const { chunks, rows }: Stored = JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8"));
  const byId = new Map(chunks.map((chunk) => [chunk.chunkId, chunk]));
  return rows.map((row) => ({
    ...row,
    passages: row.passages.flatMap((measured) => {
      const chunk = byId.get(measured.chunkId);
      return chunk ? [{ ...chunk, ...measured }] : [];
    }),
  }));
}
