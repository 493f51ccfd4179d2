import type { PreparedFile } from "./prepare-file";
import { prepareFiles } from "./prepare-pool";
import type { RunState } from "./run-state";

// New or changed files of a batch: so many at most, and no further one once they hold so many bytes.
const BATCH_BYTES = 256 * 1024;
export const MAX_BATCH_FILES = 32;
// Files that are probably unchanged cost little more than a read: a worker thread looks at many before it answers.
const MAX_LOOKED_AT = 1_000;
// Embedding and writing seldom take as long for one batch as for the next: so the worker thread hardly ever waits.
const BATCHES_AHEAD = 2;

/** The files of a run from its `next` to `end`, prepared in a worker thread. */
export interface Batch {
  files: PreparedFile[];
  end: number;
}

/** Reads, hashes and chunks the files of a run in a worker thread, two batches ahead of whoever takes them. */
export class ReadAhead {
  private readonly state: RunState;
  private readonly untilMs: number;
  private readonly signal: AbortSignal;
  private readonly ahead: Promise<Batch | undefined>[] = [];
  /** Where the next batch begins. */
  private position: number;
  private lookAt = MAX_LOOKED_AT;

  /** Begins no batch after `untilMs` (milliseconds since 1970) but the first. */
  constructor(state: RunState, untilMs: number, signal: AbortSignal) {
    this.state = state;
    this.untilMs = untilMs;
    this.signal = signal;
    this.position = state.next;
    this.begin();
  }

  /** The next batch; undefined when there is none, or when the time is up. */
  async take(): Promise<Batch | undefined> {
    while (this.ahead.length < BATCHES_AHEAD && Date.now() < this.untilMs) this.begin();
    const batch = await this.ahead.shift();
    if (batch && Date.now() < this.untilMs) this.begin();
    return batch;
  }

  /** Ends when nothing is being read any more. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.ahead);
  }

  private begin(): void {
    // Where a batch ends is known once it has been read.
    const batch = Promise.resolve(this.ahead.at(-1)).then(() => this.read());
    // Awaited in its turn; a failure meanwhile must not count as unhandled.
    batch.catch(() => {});
    this.ahead.push(batch);
  }

  private async read(): Promise<Batch | undefined> {
    const { state, position } = this;
    if (position >= state.queue.length) return undefined;
    // One in a hundred at a time: small batches keep the loss small when the process is killed.
    const most = Math.min(MAX_BATCH_FILES, Math.max(1, Math.ceil(state.queue.length / 100)));
    const looked = this.filesFrom(position, most);
    const files = await prepareFiles(
      { files: looked, most: { files: most, bytes: BATCH_BYTES } },
      { root: state.root, repository: state.repository },
      this.signal,
    );
    // Where much has changed, most of a long list would be sent in vain.
    this.lookAt = files.length < looked.length ? 2 * files.length : Math.min(MAX_LOOKED_AT, 2 * this.lookAt);
    this.position = position + files.length;
    return { files, end: this.position };
  }

  /** Enough files for a batch, counting those as changed that are new or whose blobs have to be fetched to be compared. */
  private filesFrom(position: number, most: number) {
    const { queue, known, repository } = this.state;
    const files: { file: (typeof queue)[number]; knownHash: string | undefined }[] = [];
    let changed = 0;
    let bytes = 0;
    for (let index = position; index < queue.length && files.length < this.lookAt; index++) {
      const file = queue[index];
      if (!file || changed >= most || bytes >= BATCH_BYTES) break;
      // Whichever model its vectors came from: giving all chunks those of another one is the work of server/embedding.
      // A file whose names were never stored counts as changed.
      const stored = known.get(file.path);
      const knownHash = stored?.hasSymbols ? stored.contentHash : undefined;
      files.push({ file, knownHash });
      if (knownHash !== undefined && !repository) continue;
      changed += 1;
      bytes += file.sizeBytes;
    }
    return files;
  }
}
