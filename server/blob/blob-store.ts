/**
 * Where the bytes of uploads lie. A key is made by `newBlobKey`, never of anything a person typed. `put` returns once the
 * bytes would survive a loss of power; `get` gives undefined where nothing has the key; `remove` of nothing is no error.
 */
export interface BlobStore {
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  get: (key: string) => Promise<Buffer | undefined>;
  remove: (key: string) => Promise<void>;
  /** All bytes of an organization, with when they came. */
  list: (organizationId: string) => AsyncIterable<{ key: string; storedAt: Date }>;
  removeAll: (organizationId: string) => Promise<void>;
}
