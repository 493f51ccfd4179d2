import { writeFileSync } from "node:fs";
import path from "node:path";
import { evidenceOf } from "@/server/answer/is-answered";
import { type Marks, marksOf } from "@/server/answer/marks";
import { type Ranked, rankMarked, weigh } from "@/server/answer/rank-passages";
import { quantile } from "../support/report";
import { fitWeights } from "./fit-weights";
import type { Recorded } from "./record-answers";
import { readRecording } from "./recordings";

// Fits what the assistant without a model decides by, from what bench/answer/record.ts has recorded, and writes it to
// server/answer/answer-weights.ts. Prints what it is worth on the tuning half of the bench's questions, those of each
// package judged by weights that have not seen it:
//   tsx --conditions=react-server bench/answer/fit.ts

// Of all marks those that the tuning questions of packages left out gain from: with every mark they lose three points.
const chosen: (keyof Marks)[] = [
  ...(["score", "similarity", "signatureSimilarity", "coverage", "signatureCoverage", "nameAsked"] as const),
  ...([
    "firstWordNamed",
    "length",
    "isExported",
    "isPrivate",
    "isConstructor",
    "isBetween",
    "isType",
  ] as const),
  ...(["isClass", "isValue", "answersOtherKind", "isContinued", "stemAsked"] as const),
];
const DECAY = 3e-3;
/** So much of the tuning questions with an answer, inside one repository, may be told that there is none. */
const WRONGLY_REFUSED = 0.07;

interface Judged {
  row: Recorded;
  ranked: Ranked[];
}
type Weights = Record<string, number>;

const tuning = readRecording("tuning");
const everything = [...readRecording("training"), ...tuning].filter(({ passages }) => passages.length > 0);
const marked = new Map(everything.map((row) => [row, marksOf(row.question, row.passages)]));
const evidenceNames = Object.keys(evidenceOf([]));

const folds = [...new Set(tuning.map((row) => row.package))].map((left) => {
  const isLeft = (row: Recorded) => tuning.includes(row) && row.package === left;
  const ranking = fitRanking(everything.filter((row) => !isLeft(row)));
  const known = everything.map((row) => judge(row, ranking));
  const decision = fitDecision(known.filter(({ row }) => !isLeft(row)));
  return known.filter(({ row }) => isLeft(row)).map((one) => ({ ...one, belief: belief(one, decision) }));
});
const judged = folds.flat();
const beliefs = judged.filter(({ row }) => row.reach === "inside").map((one) => one.belief);
const enough = quantile(beliefs, WRONGLY_REFUSED);
print();

const ranking = fitRanking(everything);
const decision = fitDecision(everything.map((row) => judge(row, ranking)));
const file = path.resolve("server/answer/answer-weights.ts");
writeFileSync(
  file,
  `// Written by bench/answer/fit.ts.\n\nexport const rankWeights = ${json(ranking)};\n
export const answeredWeights = ${json(decision)};\n\nexport const ENOUGH = ${round(enough)};\n`,
);
console.log(`Written to ${file}`);

function fitRanking(rows: Recorded[]): Weights {
  const choices = rows.map((row) => ({
    rows: (marked.get(row) ?? []).map((marks) => chosen.map((name) => marks[name])),
    right: row.right,
    weight: 1,
  }));
  return named(chosen, fitWeights(choices, { decay: DECAY, isAlone: false }));
}

/** Where the answer was not found at all, there is nothing to learn: it is there, and the passages do not show it. */
function fitDecision(known: Judged[]): Weights {
  const used = known.filter(({ row }) => row.isAbsent || row.right.length > 0);
  const absent = used.filter(({ row }) => row.isAbsent).length;
  const choices = used.map(({ row, ranked }) => ({
    rows: [Object.values(evidenceOf(ranked))],
    right: row.isAbsent ? [] : [0],
    weight: row.isAbsent ? used.length / absent : 1,
  }));
  return named([...evidenceNames, "constant"], fitWeights(choices, { decay: DECAY, isAlone: true }));
}

function judge(row: Recorded, weights: Weights): Judged {
  return { row, ranked: rankMarked(row.passages, marked.get(row) ?? [], weights) };
}

function belief({ ranked }: Judged, weights: Weights): number {
  return weigh<string>({ ...evidenceOf(ranked), constant: 1 }, weights);
}

function print(): void {
  for (const reach of ["inside", "across", "elsewhere"] as const) {
    const there = judged.filter(({ row }) => row.reach === reach && !row.isAbsent);
    const absent = judged.filter(({ row }) => row.reach === reach && row.isAbsent);
    const isFirst = ({ row, ranked }: Judged) =>
      row.right.some((at) => row.passages[at]?.chunkId === ranked[0]?.passage.chunkId);
    const shares = {
      found: share(there, ({ row }) => row.right.length > 0),
      first: share(there, isFirst),
      firstAndSaid: share(there, (one) => one.belief >= enough && isFirst(one)),
      refused: share(there, (one) => one.belief < enough),
      absentRefused: share(
        absent.filter(({ row }) => row.package === null),
        (one) => one.belief < enough,
      ),
      strangersRefused: share(
        absent.filter(({ row }) => row.package !== null),
        (one) => one.belief < enough,
      ),
    };
    console.log(reach, there.length, JSON.stringify(shares));
  }
}

function share<One>(some: One[], isSo: (one: One) => boolean): number | undefined {
  return some.length === 0 ? undefined : round(some.filter(isSo).length / some.length);
}

function named(names: string[], values: number[]): Weights {
  return Object.fromEntries(names.map((name, index) => [name, round(values[index] ?? 0)]));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function json(weights: Weights): string {
  const lines = Object.entries(weights).map(([name, weight]) => `  ${name}: ${weight},`);
  return `{\n${lines.join("\n")}\n}`;
}
