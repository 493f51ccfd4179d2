import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Embedder } from "@/server/ai/embedder";
import { quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";

// Indexing without the model's share: a whole folder against `ctags -R` over it, an unchanged folder against stat and
// hash of its files, and one changed file. On Postgres. Needs Universal Ctags (Debian: apt-get install universal-ctags):
//   tsx --conditions=react-server bench/index.ts

const run = promisify(execFile);
const ROUNDS = 3;

const { folder: place, sources } = await setUp("postgres");
await run("ctags", ["--version"]).catch(() => {
  console.error("ctags is not installed. On Debian: apt-get install universal-ctags");
  process.exit(2);
});

// Vectors that cost nothing: what is measured is everything else.
const holder = globalThis as typeof globalThis & { carrelEmbedder?: Embedder | undefined };
const vector = Float32Array.from({ length: 384 }, (_, index) => (index === 0 ? 1 : 0));
holder.carrelEmbedder = {
  model: "none;1",
  embed: async (texts) => texts.map(() => vector),
  close: async () => {},
};
const { indexed } = await import("@/tests/support/index-folder");
const { signUp } = await import("@/tests/support/sign-up");
const { stopWorker } = await import("@/server/background/worker");
const { closeDatabase } = await import("@/db/client");

const { api, ...person } = await signUp("Bench");
const whole: number[] = [];
const tags: number[] = [];
const unchanged: number[] = [];
const hashed: number[] = [];
const changed: number[] = [];
let size = { files: 0, chunks: 0 };
for (let round = 0; round < ROUNDS; round++) {
  const folder = path.join(sources, `code-${round}`);
  cpSync(path.resolve("node_modules/drizzle-orm"), folder, {
    recursive: true,
    filter: (from) => !/\.map$/.test(from),
  });
  tags.push((await timed(() => run("ctags", ["-R", "-f", path.join(place, `tags-${round}`), folder]))).ms);
  const { id } = await api.repository.createFromFolder({ name: `code-${round}`, path: folder });
  whole.push(await runTime(id));
  const { run: last } = await api.repository.get({ id });
  size = { files: last?.filesIndexed ?? 0, chunks: last?.chunks ?? 0 };

  hashed.push((await timed(async () => hashAll(folder))).ms);
  await api.repository.index({ id });
  unchanged.push(await runTime(id));
  appendFileSync(path.join(folder, "column.js"), `\nexport const bench${round} = ${round};\n`);
  await api.repository.index({ id });
  changed.push(await runTime(id));
}
await stopWorker();
await closeDatabase();

report(
  "index",
  [
    {
      what: "Index a folder, vectors aside",
      value: quantile(whole, 0.5),
      unit: "ms",
      peer: { what: "ctags -R over it", value: quantile(tags, 0.5) },
      bound: { atMost: 5 },
    },
    {
      what: "Index it again, unchanged",
      value: quantile(unchanged, 0.5),
      unit: "ms",
      peer: { what: "stat and hash of its files", value: quantile(hashed, 0.5) },
      bound: { atMost: 3 },
    },
    {
      what: "Index it again, one file changed",
      value: quantile(changed, 0.5),
      unit: "ms",
      bound: { atMost: 300 },
    },
  ],
  { ...size, rounds: ROUNDS },
);

/** Milliseconds from the start to the end of a run, as its own row says. */
async function runTime(id: string): Promise<number> {
  const { run: last } = await indexed({ api, ...person }, id, 10 * 60_000);
  if (last?.status !== "completed" || !last.startedAt || !last.completedAt)
    throw new Error(`The run ended as ${last?.status}: ${last?.error}`);
  return last.completedAt.getTime() - last.startedAt.getTime();
}

function hashAll(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      statSync(file);
      return createHash("sha256").update(readFileSync(file)).digest("hex");
    });
}
