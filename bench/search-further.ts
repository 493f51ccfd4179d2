import { type Figure, quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";

// Finding files, expressions and names in one repository of 100,000 files on the embedded database, each against its
// bound in ms (median of five; the first, which finds nothing in memory, by itself where memory serves the others):
//   tsx --conditions=react-server bench/search-further.ts [FILES]

await setUp("embedded in memory");
const { signUp } = await import("@/tests/support/sign-up");
const { publish, writeRepository } = await import("@/tests/support/write-index");
const { textsAreHeld } = await import("@/server/search/hold-texts");
const { fillRepository } = await import("./further/fill-repository");

const files = Number(process.argv[2] ?? 100_000);
const person = await signUp("Bench");
const repositoryId = await writeRepository(person, "large");
const startedMs = performance.now();
await fillRepository(person, repositoryId, files);
await publish(person, repositoryId, 1);
console.log(`${files} files written in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);

const { file } = person.api.repository;
const { query, definitions } = person.api.search;
const expression = (text: string) => query({ text, mode: "exact", regex: true });
const find = async (text: string) => (await file.find({ repositoryId, text, pageSize: 100 })).items.length;

const FIND_BOUND_MS = 400;
const SEARCH_BOUND_MS = 500;
const cases: [string, number, () => Promise<string | number>][] = [
  ["find a file: b", FIND_BOUND_MS, () => find("b")],
  ["find a file: policy", FIND_BOUND_MS, () => find("policy")],
  ["find a file: delpolhan", FIND_BOUND_MS, () => find("delpolhan")],
  ["find a file: no match", FIND_BOUND_MS, () => find("zqzqzq")],
  [
    "expression with a rare literal",
    SEARCH_BOUND_MS,
    async () => (await expression("needle\\d+_7\\b")).total,
  ],
  ["expression with a common literal", 2_500, async () => (await expression("return \\w+Number77777")).total],
  ["expression without a literal", 2_500, async () => (await expression("[0-9]{4}_[xyz]")).notes.length],
  ["sym: a whole name", SEARCH_BOUND_MS, async () => (await query({ text: "sym:computeNumber4711" })).total],
  ["sym: a rare part", SEARCH_BOUND_MS, async () => (await query({ text: "sym:number47110" })).total],
  ["sym: a part of every name", 1_500, async () => (await query({ text: "sym:number" })).total],
  [
    "go to definition",
    SEARCH_BOUND_MS,
    async () => (await definitions({ name: "computeNumber4711" })).items.length,
  ],
];
const figures: Figure[] = [];
const firstMs: Record<string, number> = {};
for (const [name, atMost, run] of cases) {
  const isExpression = name.startsWith("expression");
  const times: number[] = [];
  if (isExpression) firstMs[name] = (await timed(run)).ms;
  await textsAreHeld();
  for (let round = 0; round < 5; round++) times.push((await timed(run)).ms);
  figures.push({
    what: `${name}, ${files.toLocaleString("en")} files, embedded`,
    value: quantile(times, 0.5),
    unit: "ms p50",
    bound: { atMost },
  });
}
report("search-further", figures, { files, firstMs });
