import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { report } from "./support/report";

// Twenty plain questions about a package of more than a thousand files, through `npm run ask`: at least sixteen must have a
// right file among their first five.
//   tsx --conditions=react-server bench/ask.ts

const NEEDED = 16;
const FIRST = 5;

const { package: name, questions } = z
  .object({
    package: z.string(),
    questions: z.array(z.object({ question: z.string(), right: z.array(z.string()).min(1) })).length(20),
  })
  .parse(JSON.parse(readFileSync(path.resolve("bench/ask-questions.json"), "utf8")));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.resolve("node_modules", name, "package.json"), "utf8")));

const startedMs = performance.now();
const lines = await ask();
const wholeMs = performance.now() - startedMs;
const done = z.object({ files: z.number(), chunks: z.number(), indexedMs: z.number() }).parse(lines.pop());
const answers = lines.map((line) =>
  z
    .object({ question: z.string(), tookMs: z.number(), passages: z.array(z.object({ path: z.string() })) })
    .parse(line),
);

const judged = questions.map(({ question, right }, index) => {
  const found = (answers[index]?.passages ?? []).map((passage) => passage.path).slice(0, FIRST);
  const rank = found.findIndex((file) => right.includes(moduleOf(file))) + 1;
  return { question, rank: rank === 0 ? null : rank, found };
});
const good = judged.filter((one) => one.rank !== null).length;

for (const { question, rank, found } of judged) {
  console.log(`${rank === null ? "–" : rank}  ${question}`);
  if (rank === null) console.log(`     found ${found.join(", ")}`);
}
const times = answers.map((one) => one.tookMs).sort((a, b) => a - b);
console.log(
  `\n${name} ${version}: ${done.files} files, ${done.chunks} chunks, indexed in ${seconds(done.indexedMs)} s ` +
    `(${seconds(wholeMs)} s with start and ${answers.length} questions; a question takes ${times[times.length >> 1]} ms)`,
);
report(
  "ask",
  [
    {
      what: `Plain questions with a right file among the first ${FIRST}, ${done.files} files`,
      value: good,
      unit: "of 20",
      bound: { atLeast: NEEDED },
    },
  ],
  { package: name, version, ...done, questions: judged },
);

/** What the command prints: one JSON value a line. */
function ask(): Promise<unknown[]> {
  const args = ["cli/ask.mjs", path.join("node_modules", name), ...questions.map((one) => one.question)];
  // Passages are what is judged, whatever chat model this machine has.
  const env = { ...process.env, CHAT_BASE_URL: "", CHAT_MODEL: "", INIT_CWD: process.cwd() };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args, "--json", "--limit", String(FIRST)], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) reject(new Error(`npm run ask ended with ${code}.`));
      else
        resolve(
          output
            .trim()
            .split("\n")
            .map((line): unknown => JSON.parse(line)),
        );
    });
  });
}

/** `dist/esm/util/log.d.ts` → util/log */
function moduleOf(file: string): string {
  return file
    .replace(/^dist\/(cjs|esm)\//, "")
    .replace(/^dist\//, "")
    .replace(/(\.d)?\.[mc]?[jt]s$/, "");
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
