import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

// `npm run ask -- PATH "question" ["question" …]`: indexes a folder into a throw-away embedded database and answers from
// it, through the same procedures and over HTTP, as a browser would.

const usage = 'Usage: npm run ask -- PATH "question" ["another question" …]   [--limit 5] [--json]';

const { values, positionals } = readArguments();
const [folder, ...questions] = positionals;
if (folder === undefined || questions.length === 0) {
  console.error(usage);
  process.exit(2);
}

const root = path.resolve(process.env.INIT_CWD ?? process.cwd(), folder);
const dataDir = mkdtempSync(path.join(os.tmpdir(), "carrel-ask-"));
process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

// Set before the first import that reads the environment.
Object.assign(process.env, {
  DATA_DIR: dataDir,
  DATABASE_URL: `pglite:${dataDir}`,
  MODEL_CACHE_DIR: process.env.MODEL_CACHE_DIR ?? path.resolve(".data/models"),
  LOCAL_SOURCES: root,
  RATE_LIMIT: "off",
  LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
});

const { answerQuestions } = await import("./ask/answer-questions");
try {
  await answerQuestions({ root, questions, limit: Number(values.limit), asJson: values.json });
  process.exitCode = 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
if (process.stdout.writableLength > 0) await once(process.stdout, "drain");
process.exit();

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { limit: { type: "string", default: "5" }, json: { type: "boolean", default: false } },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}
