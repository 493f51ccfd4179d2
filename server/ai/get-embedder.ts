import path from "node:path";
import { env } from "@/server/env";
import { createEmbedder, type Embedder } from "./embedder";

const holder = globalThis as typeof globalThis & { carrelEmbedder?: Embedder | undefined };

/** The one embedder of this process, as configured. Its `model` stands beside every vector it makes. */
export function getEmbedder(): Embedder {
  holder.carrelEmbedder ??= createEmbedder(configuration());
  return holder.carrelEmbedder;
}

export async function closeEmbedder(): Promise<void> {
  const open = holder.carrelEmbedder;
  holder.carrelEmbedder = undefined;
  await open?.close();
}

function configuration() {
  return { cacheDir: path.join(env.DATA_DIR, "models") };
}
