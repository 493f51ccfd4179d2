import { closePreparePool, mineFiles } from "@/server/indexing/prepare-pool";
import type { MinedFile } from "@/server/knowledge/finding";
import { needsText } from "@/server/knowledge/mine/repository";
import { report } from "./support/report";

// What mining 20,000 files with 480,000 tests takes: time, and memory of the process that answers pages meanwhile:
//   npm run bench:mine-large

const FILES = Number(process.env.FILES ?? 20_000);
const FILES_AT_ONCE = 100;
const MIB = 1024 * 1024;

/** Three files in ten are tests; the text of each is its own, as it is when it comes from the database. */
function fileAt(index: number): MinedFile {
  const isTest = index % 10 < 3;
  const path = `packages/p${index % 200}/src/f${index}${isTest ? ".test" : ""}.ts`;
  const line = (number: number) =>
    isTest
      ? `  it("does ${number} of ${index}", () => {\n    expect(run${index}(${number})).toBe(${number});\n  });\n`
      : `/** What ${number} is in ${index}. */\nexport function run${index}_${number}(value: number) {\n  return value + ${number};\n}\n`;
  const body = Array.from({ length: 80 }, (_, number) => line(number)).join("");
  const text = isTest
    ? `import { describe, expect, it, vi } from "vitest";\nimport { run${index} } from "./f${index - 3}";\nconst log = vi.fn();\ndescribe("f${index}", () => {\n${body}});\n`
    : body;
  const symbols = isTest
    ? []
    : [{ name: `run${index}_0`, kind: "function", scope: null, startLine: 2, endLine: 4 }];
  const file = { path, language: "ts", content: Buffer.from(text).toString(), symbols };
  return needsText(file) ? file : { ...file, content: text.split("\n", 1)[0] ?? "" };
}

let bytes = 0;
async function* batches(): AsyncGenerator<MinedFile[]> {
  for (let from = 0; from < FILES; from += FILES_AT_ONCE) {
    const batch = Array.from({ length: Math.min(FILES_AT_ONCE, FILES - from) }, (_, at) => fileAt(from + at));
    bytes += batch.reduce((sum, { content }) => sum + content.length, 0);
    yield batch;
  }
}

const before = process.memoryUsage();
let heapPeak = 0;
let rssPeak = 0;
const watch = setInterval(() => {
  const { heapUsed, rss } = process.memoryUsage();
  heapPeak = Math.max(heapPeak, heapUsed - before.heapUsed);
  rssPeak = Math.max(rssPeak, rss - before.rss);
}, 20);
const startedMs = performance.now();
const findings = await mineFiles(batches(), new AbortController().signal);
const seconds = (performance.now() - startedMs) / 1000;
clearInterval(watch);
await closePreparePool();
report(
  "mine-large",
  [
    {
      what: "Mining 20,000 files with 480,000 tests",
      value: seconds * 1000,
      unit: "ms",
      bound: { atMost: 240_000 },
    },
    {
      what: "Heap of the process that answers pages while 20,000 files are mined",
      value: heapPeak / MIB,
      unit: "MiB",
      bound: { atMost: 100 },
    },
  ],
  {
    files: FILES,
    textMiB: Math.round(bytes / MIB),
    findings: findings.length,
    // Up to the limit of the thread V8 collects little: this is no bound.
    processMiB: Math.round(rssPeak / MIB),
  },
);
