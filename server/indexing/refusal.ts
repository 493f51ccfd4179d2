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

/** Searches changed to another model while the run worked: what it has embedded but not stored is made again with that one. */
export class ModelChanged extends Error {
  override readonly name = "ModelChanged";
  constructor() {
    super("Searches use another model by now.");
  }
}
