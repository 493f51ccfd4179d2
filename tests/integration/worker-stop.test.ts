import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { env } from "@/server/env";
import { startEmbeddingServer } from "@/tests/support/embedding-server";
import { signUp } from "@/tests/support/sign-up";

const FILES = 120;
const STOPS = 3;

const embeddings = await startEmbeddingServer({ delayMs: 40 });
const workers: ChildProcess[] = [];
afterAll(() => {
  embeddings.close();
  // Of its own group: npm's child must not outlive a test that failed.
  for (const { pid, exitCode } of workers) if (pid && exitCode === null) process.kill(-pid, "SIGKILL");
});

// A worker beside others needs a server.
test.runIf(inject("engine") === "postgres")(
  `a worker that is told to stop ${STOPS} times ends with 0 each time, and its run goes on where it was`,
  { timeout: 120_000 },
  async () => {
    const ada = await signUp();
    const root = path.join(env.LOCAL_SOURCES[0] ?? "", "stopped");
    writeSource(root);
    const { id } = await ada.api.repository.createFromFolder({ name: "stopped", path: root });
    for (let stop = 0; stop < STOPS; stop++) {
      const worker = startWorker();
      const before = (await ada.api.repository.get({ id })).run?.filesIndexed ?? 0;
      await expect
        .poll(async () => (await ada.api.repository.get({ id })).run?.filesIndexed ?? 0, { timeout: 40_000 })
        .toBeGreaterThan(before);
      worker.kill("SIGTERM");
      const [code] = await once(worker, "exit");
      expect(code).toBe(0);
      expect((await ada.api.repository.get({ id })).run?.status).toBe("running");
    }
    const worker = startWorker();
    await expect
      .poll(async () => (await ada.api.repository.get({ id })).run?.status, { timeout: 60_000 })
      .toBe("completed");
    worker.kill("SIGINT");
    expect((await once(worker, "exit"))[0]).toBe(0);
    const { run } = await ada.api.repository.get({ id });
    expect(run?.filesIndexed).toBe(FILES);
    // What earlier workers did counts as well.
    expect(run?.embeddings).toBeGreaterThanOrEqual(run?.chunks ?? Number.NaN);
    // The batch whose vectors were on their way when the signal came is stored before the worker ends.
    const twice = embeddings.counted.texts - (run?.chunks ?? 0);
    console.info(`${run?.chunks} chunks, ${twice} embedded twice over ${STOPS} stops`);
    expect(twice).toBe(0);
  },
);

function startWorker(): ChildProcess {
  const worker = spawn("npm", ["run", "--silent", "worker"], {
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
    env: {
      ...process.env,
      EMBEDDING_BASE_URL: embeddings.baseUrl,
      EMBEDDING_MODEL: "fake",
      NODE_ENV: "production",
    },
  });
  workers.push(worker);
  return worker;
}

function writeSource(root: string): void {
  mkdirSync(root, { recursive: true });
  for (let index = 0; index < FILES; index++) {
    const parts = [0, 1, 2].map(
      (part) =>
        `/** Part ${part} of ${index}. */\nexport function part${part}of${index}() {\n  return ${index};\n}\n`,
    );
    writeFileSync(path.join(root, `file-${index}.ts`), parts.join("\n"));
  }
}
