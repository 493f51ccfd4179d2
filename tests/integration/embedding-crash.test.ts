import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { runKillable } from "@/tests/support/crash/run-killable";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import { tries } from "@/tests/support/tries";

// PGlite only, as crash.test.ts: on a server, what a transaction has not committed is rolled back in the same way.
const KILLS = tries(2, 20);
const FILES = 150;
const BATCH = 64;

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-switch-crash-"));
const embeddings = await startEmbeddingServer({ delayMs: 60 });
afterAll(() => {
  embeddings.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Said {
  activeModel?: string;
  answers?: string;
  index?: string;
}

test.runIf(inject("engine") === "pglite")(
  `a change of model goes on through ${KILLS} kills, keeps what it has made, and searches see one model at a time`,
  { timeout: 1_800_000 },
  async () => {
    const root = path.join(folder, "source");
    writeSource(root);
    const crashed = path.join(folder, "crashed");
    const answers = new Map<string, string>();
    const seen: Said[] = [];
    let killed = 0;
    let model = "model-0";
    const first = await run(crashed, { root, model });
    remember(answers, first.done);
    const chunks = textsOf(model);
    expect(chunks).toBeGreaterThan(FILES * 3);

    // When one change is done, the next begins, until there were enough kills.
    for (let number = 1; killed < KILLS; number++) {
      model = `model-${number}`;
      let killedHere = 0;
      for (let isDone = false; !isDone; ) {
        const killAfterMs = killed < KILLS ? 100 + Math.random() * 1_500 : undefined;
        const said = await run(crashed, { root, model, killAfterMs });
        if (said.start?.answers !== undefined) seen.push(said.start);
        isDone = said.done !== undefined;
        if (!isDone) killedHere += 1;
        remember(answers, said.done);
        killed += isDone ? 0 : 1;
      }
      // A kill costs the batch that was under way, and nothing that was kept.
      console.info(`${model}: killed ${killedHere} times; ${chunks} chunks, ${textsOf(model)} embedded`);
      expect(textsOf(model)).toBeGreaterThanOrEqual(chunks);
      expect(textsOf(model) - chunks).toBeLessThanOrEqual(killedHere * BATCH);
    }
    for (const one of seen) expect(one.answers).toBe(answers.get(one.activeModel ?? ""));

    const clean = await run(path.join(folder, "clean"), { root, model });
    const last = await run(crashed, { root, model });
    expect(last.done?.index).toBe(clean.done?.index);
    expect(last.done?.answers).toBe(answers.get(last.done?.activeModel ?? ""));
  },
);

/** Chunks that a model was given; questions of the process and of index runs are none. */
const textsOf = (model: string) =>
  (embeddings.counted.byModel[model] ?? []).filter((text) => !/^(what does part|Does this server)/.test(text))
    .length;

function remember(answers: Map<string, string>, done: Said | undefined): void {
  if (done?.activeModel !== undefined) answers.set(done.activeModel, done.answers ?? "");
}

function writeSource(root: string): void {
  mkdirSync(root, { recursive: true });
  for (let index = 0; index < FILES; index++) {
    const body = Array.from(
      { length: 4 },
      (_, part) =>
        `/** Part ${part} of file ${index}. */\nexport function part${part}() {\n  return ${index} * ${part};\n}\n`,
    );
    writeFileSync(path.join(root, `file-${index}.ts`), body.join("\n"));
  }
}

/** Runs the process until it is done or, `killAfterMs` after it said its first word, killed. */
async function run(
  dataDir: string,
  { root, model, killAfterMs }: { root: string; model: string; killAfterMs?: number | undefined },
) {
  const said: { start?: Said; done?: Said } = {};
  await runKillable<{ at: "start" | "done" } & Said>({
    script: "switch-until-killed",
    args: [root],
    env: {
      ...{ DATA_DIR: dataDir, DATABASE_URL: "", LOCAL_SOURCES: folder },
      ...{ EMBEDDING_BASE_URL: embeddings.baseUrl, EMBEDDING_MODEL: model },
    },
    heard: ({ at, ...state }, killAfter) => {
      said[at] = state;
      if (at === "start" && killAfterMs !== undefined) killAfter(killAfterMs);
    },
  });
  return said;
}
