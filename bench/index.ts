import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Embedder } from "@/server/ai/embedder";
import { startGitServer } from "@/tests/support/git/git-server";
import { commit, filesOf, makeBare } from "@/tests/support/git/make-repository";
import { quantile, report, timed } from "./support/report";
import { setUp } from "./support/set-up";

// Indexing without the model's share: a whole folder against `ctags -R` over it, an unchanged folder against stat and
// hash of its files, one changed file, and an unchanged git commit, asked of a server on this machine. On Postgres. Needs Universal Ctags (Debian: apt-get install universal-ctags):
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
const { env } = await import("@/server/env");
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
const { unchangedCommit, asked } = await indexCommit();
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
    {
      what: "Index a git repository again, at the same commit",
      value: quantile(unchangedCommit, 0.5),
      unit: "ms",
      bound: { atMost: 100 },
    },
  ],
  // What git alone takes for the question that an unchanged commit costs.
  { ...size, rounds: ROUNDS, lsRemoteMs: Math.round(quantile(asked, 0.5)) },
);

/** Runs over an unchanged commit, and the bare question that each of them has to ask. */
async function indexCommit() {
  const server = await startGitServer();
  Object.assign(env, { GIT_PRIVATE_HOSTS: [server.host], GIT_CA_FILE: server.caFile });
  await commit(makeBare(server.folder, "code"), filesOf({ "a.ts": "export const a = 1;\n" }));
  const url = `${server.url}/code.git`;
  const { id } = await api.repository.git.add({ name: "code", url });
  await runTime(id);
  const times = { unchangedCommit: [] as number[], asked: [] as number[] };
  const question = ["ls-remote", "--symref", "--", url, "HEAD"];
  const trusting = { env: { ...process.env, GIT_SSL_CAINFO: server.caFile } };
  for (let round = 0; round < 5 * ROUNDS; round++) {
    times.asked.push((await timed(() => run("git", question, trusting))).ms);
    await api.repository.index({ id });
    times.unchangedCommit.push(await runTime(id));
  }
  await server.close();
  return times;
}

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
