import type { QueueOptions } from "pg-boss";

/** What somebody waits for: tried again soon, and until it is done. */
const WORK = {
  retryLimit: 1000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  expireInSeconds: 900,
  heartbeatSeconds: 20,
} as const;

/** What the next time does as well: a few tries are enough. */
const UPKEEP = {
  retryLimit: 5,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: 900,
  heartbeatSeconds: 20,
} as const;

/**
 * The queues of background work. Migrate makes them as owner, because at run time nobody may change pg-boss's schema.
 * A worker that dies stops its heartbeat, which every queue therefore has; its job is taken up by another within some
 * seconds, at once on PGlite.
 */
export const queues = {
  /** One slice of an index run: works for some seconds, then queues the next slice behind everybody else's. */
  "index-run": WORK,
  /** Looks at one repository when its time has come, and waits for the next time. Losing it would end the schedule. */
  "reindex-when-due": {
    retryLimit: 1000,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 600,
    expireInSeconds: 120,
    heartbeatSeconds: 20,
  },
  /** The text of one document, from its claim to its last chunk. */
  "index-document": WORK,
  /** Makes the entries of knowledge that have changed findable, by their words and by meaning. */
  "index-knowledge": WORK,
  /** Deletes for good what was deleted and can be undone no more. */
  "purge-deleted": {
    retryLimit: 1000,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 600,
    expireInSeconds: 900,
    heartbeatSeconds: 20,
  },
  /** One slice of a change of embedding model, by turns like the slices of index runs. */
  "embedding-run": WORK,
  /** Deletes the vectors that a cancelled change of model has made. */
  "sweep-embeddings": UPKEEP,
  /** Deletes rows of generations that no reader can see any more. */
  "sweep-generations": UPKEEP,
  /** Mines what a repository's published files say about its testing, and judges how fresh its knowledge is. */
  "mine-knowledge": UPKEEP,
  /** Words what was mined, by a model: without it an entry keeps to the miner's words. */
  "word-knowledge": {
    retryLimit: 2,
    retryDelay: 1,
    expireInSeconds: 300,
    heartbeatSeconds: 20,
  },
  /** Deletes for good what was deleted seven days ago: looks itself for the organizations, its jobs name none. */
  "purge-organizations": {
    retryLimit: 100,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 600,
    expireInSeconds: 3600,
    heartbeatSeconds: 20,
  },
  /** One request of the assistant, from its claim to its end. Its second try settles what the first left behind. */
  "agent-request": WORK,
  /** The title of a conversation, by a model: without it the conversation keeps the first words of its question. */
  "conversation-title": {
    retryLimit: 2,
    retryDelay: 1,
    expireInSeconds: 120,
    heartbeatSeconds: 20,
  },
  /** Ends the waiting of tool calls that nobody has decided about in time. */
  "expire-tool-calls": {
    retryLimit: 100,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 120,
    heartbeatSeconds: 20,
  },
} as const satisfies Record<string, QueueOptions & { heartbeatSeconds: number }>;

export type QueueName = keyof typeof queues;
