import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { runKillable } from "@/tests/support/crash/run-killable";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import { tries } from "@/tests/support/tries";

// PGlite only: what is shown here is that a data directory survives kill −9 at any moment. A whole run kills
// in rounds: each indexes another version of the source.
const KILLS_A_ROUND = 20;
const KILLS = tries(3, 200);
const FILES = 240;

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-crash-"));
const embeddings = await startEmbeddingServer({ delayMs: 30 });
afterAll(() => {
  embeddings.close();
  rmSync(folder, { recursive: true, force: true });
});

const root = path.join(folder, "source");
const crashed = path.join(folder, "crashed");
const clean = path.join(folder, "clean");

test.runIf(inject("engine") === "pglite")(
  `an index built through ${KILLS} kills equals one built at once, and readers never see a mixture`,
  { timeout: 400_000 * Math.ceil(KILLS / KILLS_A_ROUND) },
  async () => {
    writeVersion(root, 1);
    let published = (await run(crashed, root, "create")).done;
    cpSync(crashed, clean, { recursive: true });
    for (let left = KILLS, version = 2; left > 0; left -= KILLS_A_ROUND, version++) {
      published = await reindexThroughKills(Math.min(left, KILLS_A_ROUND), { version, published });
    }
  },
);

/** Indexes the next version, in one directory at once, in the other through so many kills. Returns what a reader sees. */
async function reindexThroughKills(
  kills: number,
  { version, published }: { version: number; published: string | undefined },
): Promise<string | undefined> {
  writeVersion(root, version);
  const before = embeddings.counted.texts;
  const second = await run(clean, root, "reindex");
  const needed = embeddings.counted.texts - before;
  const seen = new Set<string>();
  let killed = 0;
  let command = "reindex";
  const next = () => run(crashed, root, command, killed < kills ? randomDelayMs() : undefined);
  let result = await next();
  for (; !result.done; result = await next()) {
    killed += 1;
    // Killed before it could start the run: the next one starts it.
    if (result.start !== undefined) command = "continue";
    if (result.start !== undefined) seen.add(result.start);
  }
  const spent = embeddings.counted.texts - before - needed;
  console.info(`version ${version}: killed ${killed} times; ${needed} texts needed, ${spent} embedded`);
  expect(killed).toBeGreaterThanOrEqual(kills);
  expect(result.done).toBe(second.done);
  // Every reader between two kills saw the version before or this one, whole.
  for (const state of seen) expect([published, second.done]).toContain(state);
  // A kill costs the batches under way at most: within 5 % of the files for each.
  expect(spent - needed).toBeLessThanOrEqual(Math.ceil(needed * 0.05) * killed);
  return second.done;
}

function writeVersion(root: string, version: number): void {
  mkdirSync(root, { recursive: true });
  for (let index = 0; index < FILES; index++) {
    const isChanged = version === 1 || index % 10 !== 0;
    const body = Array.from(
      { length: 4 },
      (_, part) =>
        `/** Part ${part} of file ${index}. */\nexport function part${part}() {\n  return ${isChanged ? version : 1} + ${index} * ${part};\n}\n`,
    );
    writeFileSync(path.join(root, `file-${index}.ts`), body.join("\n"));
  }
  if (version > 1) {
    rmSync(path.join(root, `file-${version + 5}.ts`));
    writeFileSync(path.join(root, "added.md"), `# Added\n\nOnly in version ${version}.\n`);
  }
}

const randomDelayMs = () => 150 + Math.random() * 1_200;

/** Runs the process until it is done or, `killAfterMs` after it said its first word, killed. */
async function run(dataDir: string, root: string, command: string, killAfterMs?: number) {
  const said: { start?: string; done?: string } = {};
  await runKillable<{ at: "start" | "done"; state: string }>({
    script: "index-until-killed",
    args: [root, command],
    env: {
      ...{ DATA_DIR: dataDir, DATABASE_URL: "", LOCAL_SOURCES: folder },
      ...{ EMBEDDING_BASE_URL: embeddings.baseUrl, EMBEDDING_MODEL: "fake" },
    },
    heard: ({ at, state }, killAfter) => {
      said[at] = state;
      if (at === "start" && killAfterMs !== undefined) killAfter(killAfterMs);
    },
  });
  return said;
}
