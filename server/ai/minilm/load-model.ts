import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Precision } from "./bert-layers.ts";
import { BUILDER_VERSION, buildModel } from "./build-model.ts";
import { readModelFile, weightsHash } from "./model-files.ts";
import { readSafetensors } from "./safetensors.ts";

export interface ModelLocation {
  /** A folder with model.fp16.safetensors and tokenizer.json instead of the packaged ones. */
  modelDir?: string | undefined;
  /** Where the converted model is kept between starts. May be deleted at any time. */
  cacheDir: string;
  precision: Precision;
}

/**
 * Returns the path of the converted model, converting it first if it is not in the cache yet. Several threads or
 * processes may do so at once: each writes its own temporary file and renames it, so no one ever sees half a model.
 */
export async function loadModel({ modelDir, cacheDir, precision }: ModelLocation): Promise<string> {
  const hash = weightsHash(modelDir).slice(0, 16);
  const file = path.join(cacheDir, `minilm-${hash}-${precision}-v${BUILDER_VERSION}.onnx`);
  if (existsSync(file)) return file;

  const weights = readSafetensors(await readModelFile("weights", modelDir));
  const model = buildModel(weights, precision);
  mkdirSync(cacheDir, { recursive: true });
  const unfinished = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(unfinished, model);
    renameSync(unfinished, file);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    const size = Math.ceil(model.byteLength / 2 ** 20);
    throw new Error(`The embedding model (${size} MB) could not be written to ${cacheDir}.`, { cause });
  }
  return file;
}
