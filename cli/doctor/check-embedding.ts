import { getEmbedder } from "@/server/ai/get-embedder";
import { readModelFile } from "@/server/ai/minilm/model-files";
import { env } from "@/server/env";
import { bad, type Finding, good } from "./finding";

const TIMEOUT_MS = 20_000;

/** Whether vectors can be made: the built-in model's files and its engine, or one answer of the configured server. */
export async function checkEmbedding(): Promise<Finding> {
  return env.EMBEDDING_BASE_URL === undefined ? checkBuiltIn() : checkServer(env.EMBEDDING_BASE_URL);
}

async function checkBuiltIn(): Promise<Finding> {
  try {
    for (const kind of ["weights", "tokenizer"] as const) await readModelFile(kind, env.EMBEDDING_MODEL_DIR);
    await import("onnxruntime-node");
    return good("The built-in embedding model is whole, and its engine loads");
  } catch (error) {
    return bad(
      `The built-in embedding model cannot be used: ${messageOf(error)}`,
      "npm ci installs its files and onnxruntime-node anew.",
    );
  }
}

async function checkServer(url: string): Promise<Finding> {
  const startedAt = performance.now();
  try {
    const embedder = getEmbedder();
    await embedder.embed(["Does this server answer?"], "query", AbortSignal.timeout(TIMEOUT_MS));
    return good(`The embedding server answers in ${Math.round(performance.now() - startedAt)} ms (${url})`);
  } catch (error) {
    return bad(
      `The embedding server does not do its work: ${messageOf(error)}`,
      "Check EMBEDDING_BASE_URL, EMBEDDING_MODEL and EMBEDDING_API_KEY; without EMBEDDING_BASE_URL the built-in model is used.",
    );
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
