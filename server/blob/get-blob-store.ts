import path from "node:path";
import { env } from "@/server/env";
import type { BlobStore } from "./blob-store";
import { directoryStore } from "./directory-store";

const holder = globalThis as typeof globalThis & { carrelBlobs?: BlobStore };

/** The store that is configured: a directory beside the data. */
export function getBlobStore(): BlobStore {
  holder.carrelBlobs ??= directoryStore(path.join(env.DATA_DIR, "blobs"));
  return holder.carrelBlobs;
}
