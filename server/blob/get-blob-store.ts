import path from "node:path";
import { env } from "@/server/env";
import type { BlobStore } from "./blob-store";
import { directoryStore } from "./directory-store";
import { s3Store } from "./s3-store";

const holder = globalThis as typeof globalThis & { carrelBlobs?: BlobStore };

/** The store that is configured: a bucket of an S3-compatible server, or a directory beside the data. */
export function getBlobStore(): BlobStore {
  holder.carrelBlobs ??= env.BLOB_S3 ? s3Store(env.BLOB_S3) : directoryStore(blobDirectory());
  return holder.carrelBlobs;
}

export const blobDirectory = (): string => path.join(env.DATA_DIR, "blobs");
