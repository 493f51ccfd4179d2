import path from "node:path";
import { mineKnowledge } from "@/server/knowledge/mine/mine-knowledge";
import { type Comparison, compareWithLabels, scoreOf } from "./knowledge/compare";
import { fetchPackage } from "./knowledge/fetch-package";
import { type LabelledPackage, labelledPackages } from "./knowledge/packages";
import { readFiles } from "./knowledge/read-files";
import { readLabels } from "./knowledge/read-labels";
import { type Figure, report, timed } from "./support/report";

// How much of what a person found in real packages the miner finds, and how much of what it finds is so:
//   npm run bench:knowledge

const FLOORS = { precision: 0.95, recall: 0.9 };
const cache = path.resolve(".cache/knowledge");

const mined: { one: LabelledPackage; ms: number; compared: Comparison[]; counts: boolean[] }[] = [];
for (const one of labelledPackages) {
  const labels = readLabels(one.name);
  const files = await readFiles(await fetchPackage(one, cache));
  const { ms, answer: findings } = await timed(() => mineKnowledge(files));
  const compared = compareWithLabels(findings, labels);
  // "mocha in 2 files": the number is part of what is said.
  const counts = labels.flatMap(({ key, files: counted }) =>
    counted === undefined
      ? []
      : [findings.find((it) => it.category === "framework" && it.key === key)?.files === counted],
  );
  mined.push({ one, ms, compared, counts });
  for (const { category, wrong, missed } of compared) {
    for (const key of wrong) console.log(`${one.name}: ${category} ${key} is not so`);
    for (const key of missed) console.log(`${one.name}: ${category} ${key} was not found`);
  }
}

const all = mined.flatMap(({ compared }) => compared);
const scores = scoreOf(all);
console.log(
  `\n${"category".padEnd(14)}${"labels".padStart(8)}${"precision".padStart(11)}${"recall".padStart(9)}`,
);
for (const { category, labels, precision, recall } of scores)
  console.log(
    `${category.padEnd(14)}${String(labels).padStart(8)}${share(precision, 11)}${share(recall, 9)}`,
  );
const counts = mined.flatMap((one) => one.counts);
// Each category is held to the floors: the lowest of them stands for all.
const figures: Figure[] = [
  {
    what: "Mining: lowest precision of a category",
    value: Math.min(...scores.map(({ precision }) => precision)),
    unit: "share",
    bound: { atLeast: FLOORS.precision },
  },
  {
    what: "Mining: lowest recall of a category",
    value: Math.min(...scores.map(({ recall }) => recall)),
    unit: "share",
    bound: { atLeast: FLOORS.recall },
  },
];
figures.push({
  what: "Mining: frameworks whose number of files is right",
  value: counts.filter(Boolean).length / counts.length,
  unit: "share",
  bound: { atLeast: FLOORS.precision },
});
// The packages that the miner had not been written beside.
const unseen = mined.filter(({ one }) => one.isHeldOut).flatMap(({ compared }) => compared);
const sum = (which: "right" | "wrong" | "missed") =>
  unseen.reduce((total, row) => total + row[which].length, 0);
figures.push(
  {
    what: "Mining: precision in seven packages labelled later (first run 1.00)",
    value: sum("right") / (sum("right") + sum("wrong")),
    unit: "share",
    bound: { atLeast: FLOORS.precision },
  },
  {
    what: "Mining: recall in seven packages labelled later (first run 0.92)",
    value: sum("right") / (sum("right") + sum("missed")),
    unit: "share",
    bound: { atLeast: FLOORS.recall },
  },
);
report("knowledge", figures, {
  scores,
  packages: mined.map(({ one, ms, compared }) => ({
    name: one.name,
    language: one.language,
    ms: Math.round(ms),
    right: compared.reduce((sum, row) => sum + row.right.length, 0),
    wrong: compared.flatMap(({ category, wrong }) => wrong.map((key) => `${category} ${key}`)).join(", "),
    missed: compared.flatMap(({ category, missed }) => missed.map((key) => `${category} ${key}`)).join(", "),
  })),
});

function share(value: number, width: number): string {
  return (Number.isNaN(value) ? "–" : value.toFixed(3)).padStart(width);
}
