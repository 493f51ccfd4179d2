import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Figure, isKept, measured, number } from "./support/report";

// Runs all benches one after the other, or those named, and writes their figures into the README's table:
//   npm run bench
//   npm run bench -- queue api
//   npm run bench -- table

const BENCHES = [
  "ask",
  "retrieval",
  "answer",
  "page-load",
  "search",
  "search-further",
  "exact",
  "index",
  "api",
  "queue",
  "stream",
  "beside-model",
  "memory",
  "hostile-documents",
  "knowledge",
  "mine-large",
];
const BEGIN = "<!-- Written by npm run bench -->";
const END = "<!-- End of what npm run bench writes -->";

const named = process.argv.slice(2).filter((name) => name !== "table");
const onlyTable = process.argv[2] === "table";
const unknown = named.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${BENCHES.join(", ")}.`);
  process.exit(2);
}

let failed = 0;
for (const name of onlyTable ? [] : named.length > 0 ? named : BENCHES) {
  console.log(`\n── ${name}`);
  if ((await run(name)) !== 0) failed += 1;
}
writeTable();
if (!onlyTable)
  console.log(
    failed === 0 ? "\nAll bounds are kept." : `\n${failed} of them went beyond a bound or broke off.`,
  );
process.exit(failed === 0 ? 0 : 1);

function run(name: string): Promise<number> {
  return new Promise((resolve) => {
    const tsx = path.resolve("node_modules/tsx/dist/cli.mjs");
    const args = [tsx, "--conditions=react-server", path.join("bench", `${name}.ts`)];
    spawn(process.execPath, args, { stdio: "inherit" }).on("close", (code) => resolve(code ?? 1));
  });
}

/** One row a figure, from the results that are there. */
function writeTable(): void {
  const rows = BENCHES.flatMap((name) => {
    const file = path.resolve("bench/results", `${name}.json`);
    if (!existsSync(file)) return [];
    const { figures } = JSON.parse(readFileSync(file, "utf8")) as { figures: Figure[] };
    return figures.map((figure) => rowOf(name, figure));
  });
  const table = ["| What | Measured | Against | Bound | |", "|---|---|---|---|---|", ...rows].join("\n");
  const readme = readFileSync("README.md", "utf8");
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`README.md has no place for the table: ${BEGIN} … ${END}`);
  writeFileSync("README.md", `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}

function rowOf(name: string, figure: Figure): string {
  const { what, value, unit, peer, bound } = figure;
  const against = peer ? `${number(measured(figure))} × ${number(peer.value)} (${peer.what})` : "";
  const limit = "atMost" in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`;
  const verdict = isKept(figure) ? "kept" : "**missed**";
  return `| ${what} (\`bench/${name}.ts\`) | ${number(value)} ${unit} | ${against} | ${limit}${peer ? " ×" : ""} | ${verdict} |`;
}
