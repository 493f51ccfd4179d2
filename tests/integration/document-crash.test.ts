import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { runKillable } from "@/tests/support/crash/run-killable";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import { tries } from "@/tests/support/tries";

const KILLS = tries(3, 60);

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-upload-crash-"));
const embeddings = await startEmbeddingServer({ delayMs: 20 });
afterAll(() => {
  embeddings.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Said {
  at: "start" | "stored" | "done";
  id?: string;
  bytes?: string;
}

test(`through ${KILLS} kills no document that was acknowledged is lost, all are indexed, and bytes and rows agree`, {
  timeout: 120_000 + KILLS * 30_000,
}, async () => {
  const acknowledged: Said[] = [];
  for (let killed = 0; killed < KILLS; killed++) {
    const said = await run(["upload"], { killAfterMs: 50 + Math.random() * 1_200 });
    acknowledged.push(...said.filter(({ at }) => at === "stored"));
  }
  const file = path.join(folder, "acknowledged.json");
  writeFileSync(file, JSON.stringify(acknowledged));
  const done = (await run(["look", file])).at(-1) as Said & { documents: number; swept: number };
  console.info(
    `killed ${KILLS} times: ${acknowledged.length} acknowledged, ${done.documents} there, ${done.swept} orphans swept`,
  );
  expect(done).toMatchObject({
    ...{ at: "done", lost: [], unindexed: [] },
    check: { orphans: [], missing: [], damaged: [] },
  });
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(done.documents).toBeGreaterThanOrEqual(acknowledged.length);
});

/** Runs the process until it ends or, so long after it said its first word, is killed; gives all that it said. */
async function run(args: string[], { killAfterMs }: { killAfterMs?: number } = {}): Promise<Said[]> {
  const all: Said[] = [];
  // Mostly when something is stored: the first upload takes long.
  const armedBy = Math.random() < 0.3 ? 1 : 2;
  await runKillable<Said>({
    ...{ script: "upload-until-killed", args },
    env: {
      ...(inject("engine") === "pglite" ? { DATABASE_URL: "" } : {}),
      ...{ DATA_DIR: path.join(folder, "data") },
      ...{ EMBEDDING_BASE_URL: embeddings.baseUrl, EMBEDDING_MODEL: "fake" },
    },
    heard: (said, killAfter) => {
      // Not what the process logs.
      if (said.at === undefined) return;
      all.push(said);
      if (all.length === armedBy && killAfterMs !== undefined) killAfter(killAfterMs);
    },
  });
  return all;
}
