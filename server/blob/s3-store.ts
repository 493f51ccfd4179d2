import { askS3 } from "./ask-s3";
import { blobPrefix, isBlobKey } from "./blob-key";
import type { BlobStore, StoredBlob } from "./blob-store";
import { readS3Listing } from "./read-s3-listing";
import type { S3Settings } from "./read-s3-settings";

const REMOVED_AT_ONCE = 16;

/**
 * Blobs as objects of one bucket of an S3-compatible server. Its PUT keeps a whole object or none, and answers once it is
 * kept.
 */
export function s3Store(settings: S3Settings, { keysAPage = 1_000 } = {}): BlobStore {
  const ask = askS3(settings);
  const checked = (key: string): string => {
    if (!isBlobKey(key)) throw new Error("This is no key of a blob.");
    return key;
  };

  async function* list(prefix: string): AsyncGenerator<StoredBlob> {
    for (let marker = ""; ; ) {
      // The first version of listing: its marker is a key, and every server knows it.
      const query = { "max-keys": String(keysAPage), ...(prefix && { prefix }), ...(marker && { marker }) };
      const page = await ask({ method: "GET", query });
      const { objects, isTruncated } = readS3Listing(page?.toString("utf8") ?? "");
      yield* objects.filter(({ key }) => isBlobKey(key));
      const last = objects.at(-1);
      if (!isTruncated || !last) return;
      marker = last.key;
    }
  }
  const listOf = (organizationId: string) => list(`${blobPrefix(organizationId)}/`);
  const remove = async (key: string) => {
    await ask({ method: "DELETE", key: checked(key) });
  };

  return {
    place: `the bucket ${settings.bucket} of ${settings.endpoint}`,
    put: async (key, bytes) => {
      await ask({ method: "PUT", key: checked(key), bytes });
    },
    get: async (key) => ask({ method: "GET", key: checked(key) }),
    remove,
    list: listOf,
    listAll: () => list(""),
    async removeAll(organizationId) {
      const keys = (await Array.fromAsync(listOf(organizationId))).map(({ key }) => key);
      while (keys.length > 0) await Promise.all(keys.splice(0, REMOVED_AT_ONCE).map(remove));
    },
    // A PUT that was cut off has left nothing.
    removeUnfinished: async () => {},
  };
}
