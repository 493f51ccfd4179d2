import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Asked, Reach, Way } from "./retrieval/ask-all";
import { type Figures, figuresOf } from "./retrieval/score";
import { type Figure, report } from "./support/report";

// How often a question finds the function it describes, by words, by vectors and by both. The questions are first
// sentences of documentation comments, which are taken out before indexing:
//   tsx --conditions=react-server bench/retrieval.ts

const FLOORS = { inside: { mrr: 62, recall: 87 }, across: { mrr: 56, recall: 81 }, hard: { mrr: 32 } };
const LEG_MARGIN = 5;
const EXACT_MARGIN = 1;
const ways: Way[] = ["words", "vectors", "both", "exact fp32", "among functions"];

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
const sources = path.join(folder, "sources");
const cacheDir = path.resolve(".cache/models");
mkdirSync(sources);
// Set before the first import that reads the environment.
Object.assign(process.env, {
  DATA_DIR: path.join(folder, "data"),
  DATABASE_URL: "pglite:memory://",
  MODEL_CACHE_DIR: cacheDir,
  LOCAL_SOURCES: sources,
  RATE_LIMIT: "off",
  LOG_LEVEL: "error",
});
const { indexPackages } = await import("./retrieval/index-packages");
const { askAll } = await import("./retrieval/ask-all");

const startedMs = performance.now();
const index = await indexPackages(sources);
const indexedMs = performance.now();
const asked = await askAll(index, cacheDir);

const isHard = (one: Asked) => one.isHard;
const figures = {
  inside: figuresBy("inside", () => true),
  across: figuresBy("across", () => true),
  hardInside: figuresBy("inside", isHard),
  hardAcross: figuresBy("across", isHard),
};
const chunks = index.indexed.reduce((sum, one) => sum + one.chunks.length, 0);
const times = asked.flatMap((one) => one.searchMs).sort((a, b) => a - b);
print();
report("retrieval", bounds(), {
  questions: asked.length,
  hardQuestions: asked.filter(isHard).length,
  chunks,
  packages: index.indexed.map(({ name, version, files, questions, chunks: made }) => ({
    name,
    version,
    files,
    chunks: made.length,
    questions: questions.length,
    both: figuresOf(asked.filter((one) => one.package === name).map((one) => one.ranks.inside.both)),
  })),
  table: figures,
});

function figuresBy(reach: Reach, chosen: (one: Asked) => boolean): Record<Way, Figures> {
  const some = asked.filter(chosen);
  const of = (way: Way) => figuresOf(some.map((one) => one.ranks[reach][way]));
  return Object.fromEntries(ways.map((way) => [way, of(way)])) as Record<Way, Figures>;
}

function bounds(): Figure[] {
  const found: Figure[] = [];
  const expect = (what: string, value: number, atLeast: number) =>
    found.push({ what, value, unit: "points", bound: { atLeast } });
  const names = { inside: "inside one repository", across: "across all" };
  for (const reach of ["inside", "across"] as const) {
    const { words, vectors, both, "exact fp32": exact } = figures[reach];
    expect(`MRR@10 of words and vectors, ${names[reach]}`, both.mrr, FLOORS[reach].mrr);
    expect(`Recall@10 of words and vectors, ${names[reach]}`, both.recall, FLOORS[reach].recall);
    expect(`Their MRR above words alone, ${names[reach]}`, both.mrr - words.mrr, LEG_MARGIN);
    expect(`Their MRR above vectors alone, ${names[reach]}`, both.mrr - vectors.mrr, LEG_MARGIN);
    expect(`Their MRR above exact fp32 search, ${names[reach]}`, both.mrr - exact.mrr, -EXACT_MARGIN);
  }
  expect("MRR@10 on hard questions, across all", figures.hardAcross.both.mrr, FLOORS.hard.mrr);
  if (asked.length < 300) throw new Error(`There are ${asked.length} questions, not 300.`);
  return found;
}

function print(): void {
  const seconds = (ms: number) => (ms / 1000).toFixed(0);
  console.log(
    `${index.indexed.length} packages, ${chunks} chunks indexed in ${seconds(indexedMs - startedMs)} s; ` +
      `${asked.length} questions, ${asked.filter(isHard).length} of them hard; a search takes ` +
      `${(times[Math.floor(times.length / 2)] ?? 0).toFixed(0)} ms (p95 ${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(0)} ms)\n`,
  );
  const rows = Object.entries({
    "inside one repository": figures.inside,
    "across all": figures.across,
    "hard, inside one": figures.hardInside,
    "hard, across all": figures.hardAcross,
  });
  console.log(`${"MRR@10 / recall@10".padEnd(24)}${ways.map((way) => way.padStart(16)).join("")}`);
  for (const [name, row] of rows) {
    const cells = ways.map((way) =>
      `${row[way].mrr.toFixed(1)} / ${row[way].recall.toFixed(1)}`.padStart(16),
    );
    console.log(`${name.padEnd(24)}${cells.join("")}`);
  }
}
