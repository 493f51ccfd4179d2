import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createEmbedder, type Embedder } from "./embedder.ts";
import { EmbeddingError } from "./embedding-error.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "embedder-"));
const open: Embedder[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((embedder) => embedder.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stands in for the model: says which thread it ran in, waits, dies or tells what it can see, as its text asks. */
const workerFile = path.join(folder, "worker.mjs");
writeFileSync(
  workerFile,
  `import { threadId } from "node:worker_threads";
   export default async function ({ texts, maxTokens }) {
     for (const text of texts) {
       if (text === "throw") throw new Error("no such weights");
       if (text === "die") process.exit(7);
       if (text === "wait long") await new Promise((resolve) => setTimeout(resolve, 6000));
       if (text === "wait") await new Promise((resolve) => setTimeout(resolve, 1500));
     }
     return Float32Array.from(texts.flatMap(() => [threadId, maxTokens, Object.keys(process.env).length, process.execArgv.length]));
   }`,
);
const start = (config: { workerFile?: string } = { workerFile }) => {
  const embedder = createEmbedder({ kind: "minilm", cacheDir: folder, ...config });
  open.push(embedder);
  return embedder;
};

test("texts become unit vectors in a worker thread, in order, in as many tasks as they need", async () => {
  const embedder = start({});
  expect(embedder.model).toMatch(/^all-MiniLM-L6-v2\/int8-\d+;text-\d+$/);
  const texts = Array.from({ length: 70 }, (_, i) => (i === 66 ? "close the file" : `text number ${i}`));
  const vectors = await embedder.embed(texts, "code");
  const [question] = await embedder.embed(["how do I close a file?"], "query");
  const scores = vectors.map((vector) => vector.reduce((sum, x, i) => sum + x * (question?.[i] ?? 0), 0));
  expect(scores.indexOf(Math.max(...scores))).toBe(66);
  for (const vector of vectors) {
    expect(vector).toHaveLength(384);
    expect(vector.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
  }
}, 60_000);

describe("threads", { timeout: 20_000 }, () => {
  test("a question does not wait behind a batch", async () => {
    const embedder = start();
    let batchIsDone = false;
    const batch = embedder.embed(["wait"], "code").then((vectors) => {
      batchIsDone = true;
      return vectors;
    });
    const [question] = await embedder.embed(["?"], "query");
    expect(batchIsDone).toBe(false);
    const [chunk] = await batch;
    expect(question?.[0]).not.toBe(chunk?.[0]);
  });

  test("code is read for 128 tokens, prose and questions for 256", async () => {
    const embedder = start();
    const read = async (kind: "code" | "prose" | "query") => (await embedder.embed(["x"], kind))[0]?.[1];
    expect(await Promise.all([read("code"), read("prose"), read("query")])).toEqual([128, 256, 256]);
  });

  test("a thread sees neither the variables nor the flags of the process", async () => {
    const [vector] = await start().embed(["x"], "code");
    expect([...(vector ?? [])].slice(2)).toEqual([0, 0]);
  });

  test("a failure is one failed call that says why", async () => {
    const embedder = start();
    const error: unknown = await embedder.embed(["throw"], "code").catch((thrown) => thrown);
    expect(error).toBeInstanceOf(EmbeddingError);
    expect(error).toMatchObject({
      code: "model_failed",
      message: expect.stringContaining("no such weights"),
    });
    expect(await embedder.embed(["fine"], "code")).toHaveLength(1);
  });

  test("a thread that dies fails its own call only, and the next call has a new thread", async () => {
    const embedder = start();
    const [before] = await embedder.embed(["fine"], "code");
    await expect(embedder.embed(["die"], "code")).rejects.toThrow(EmbeddingError);
    const [after] = await embedder.embed(["fine"], "code");
    expect(after?.[0]).not.toBe(before?.[0]);
  });

  test("a thread that cannot start is a failed call that says why, each time, and never a hanging one", async () => {
    const broken = path.join(folder, "broken.mjs");
    writeFileSync(broken, 'import "no-such-library";');
    const embedder = start({ workerFile: broken });
    for (const kind of ["code", "query", "code"] as const) {
      const two = await Promise.allSettled([embedder.embed(["a"], kind), embedder.embed(["b"], kind)]);
      for (const one of two) {
        expect(one).toMatchObject({ status: "rejected", reason: { code: "model_failed" } });
        expect(String(one.status === "rejected" && one.reason)).toContain("no-such-library");
      }
    }
    writeFileSync(broken, "export default () => Float32Array.of(1);");
    expect(await embedder.embed(["mended"], "code")).toHaveLength(1);
  });

  test("a signal answers a batch at once, with its reason, and never ends the thread inside the model", async () => {
    const embedder = start();
    const [before] = await embedder.embed(["warm"], "code");
    const reason = new Error("stopped");
    const stop = new AbortController();
    setTimeout(() => stop.abort(reason), 50);
    const started = performance.now();
    await expect(embedder.embed(["wait"], "code", stop.signal)).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(1_000);
    const [after] = await embedder.embed(["fine"], "code");
    expect(after?.[0]).toBe(before?.[0]);
  });

  test("a question that nobody waits for any more is let go, and its thread kept", async () => {
    const embedder = start();
    const [before] = await embedder.embed(["warm"], "query");
    const asked = embedder.embed(["wait"], "query", AbortSignal.timeout(50));
    await expect(asked).rejects.toThrow(/timeout/);
    const [after] = await embedder.embed(["fine"], "query");
    expect(after?.[0]).toBe(before?.[0]);
  });
});

test("an API's vectors stand under its model, its dimensions and the version of the text", () => {
  const server = { baseUrl: "http://127.0.0.1:1/v1", model: "text-embedding-3-small", dimensions: 512 };
  expect(createEmbedder({ kind: "openai", server }).model).toMatch(/^text-embedding-3-small@512;text-\d+$/);
});
