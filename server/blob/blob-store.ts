/** Bytes as a store lists them. */
export interface StoredBlob {
  key: string;
  sizeBytes: number;
  /** When they came. */
  storedAt: Date;
}

/**
 * Where the bytes of uploads lie. A key is made by `newBlobKey`, never of anything a person typed. `put` returns once the
 * bytes would survive a loss of power; `get` gives undefined where nothing has the key; `remove` of nothing is no error.
 * What keeps a store from its work is thrown as `BlobStoreError`, or as the error of the file system.
 */
export interface BlobStore {
  /** Where that is, in words for an operator. */
  readonly place: string;
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  get: (key: string) => Promise<Buffer | undefined>;
  remove: (key: string) => Promise<void>;
  /** All bytes of an organization. */
  list: (organizationId: string) => AsyncIterable<StoredBlob>;
  /** All bytes of all organizations; what has no key of ours is left out. */
  listAll: () => AsyncIterable<StoredBlob>;
  removeAll: (organizationId: string) => Promise<void>;
  /** Removes what a `put` began before then and never ended, because its process died. */
  removeUnfinished: (organizationId: string, before: Date) => Promise<void>;
}

/** Why a store on another machine could not do its work, in words for an operator. */
export class BlobStoreError extends Error {
  override readonly name = "BlobStoreError";
  /** Whether it may well be over in a minute, as when the server is started anew. */
  readonly isPassing: boolean;

  constructor(message: string, { isPassing, cause }: { isPassing: boolean; cause?: unknown }) {
    super(message, { cause });
    this.isPassing = isPassing;
  }
}
