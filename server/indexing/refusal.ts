/** Why a source cannot be indexed, in words for the person who added it. Ends the run; nothing is tried again by itself. */
export class IndexingRefusal extends Error {
  override readonly name: string = "IndexingRefusal";
}

/** The run was cancelled, or another worker has taken it over: stop, and leave everything as it is. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
  constructor() {
    super("This worker no longer holds the run.");
  }
}
