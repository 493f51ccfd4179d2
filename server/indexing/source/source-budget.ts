import { setImmediate } from "node:timers/promises";
import { type SourceLimits, SourceRefusal, sizeInWords } from "./limits.ts";

/** How far a listing or an extraction has come. */
export type SourceProgress = { entries: number; files: number; bytes: number };

const BREATH_MS = 40;

/** Counts what one source costs and refuses it at the first limit passed. */
export class SourceBudget {
  readonly limits: SourceLimits;
  readonly progress: SourceProgress = { entries: 0, files: 0, bytes: 0 };
  readonly #signal: AbortSignal | undefined;
  readonly #onProgress: ((progress: SourceProgress) => void) | undefined;
  readonly #startedMs = performance.now();
  #lastBreathMs = performance.now();

  constructor(
    limits: SourceLimits,
    signal?: AbortSignal | undefined,
    onProgress?: ((progress: SourceProgress) => void) | undefined,
  ) {
    this.limits = limits;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** For a first look at the same source: as strict and as cancellable, with counts of its own. */
  forFirstLook(): SourceBudget {
    return new SourceBudget(this.limits, this.#signal);
  }

  addEntry(): void {
    this.progress.entries += 1;
    if (this.progress.entries > this.limits.maxEntries) throw tooManyEntries(this.limits);
  }

  addFile(): void {
    this.progress.files += 1;
    if (this.progress.files <= this.limits.maxFiles) return;
    throw new SourceRefusal(
      "too_many_files",
      `This source holds more than ${this.limits.maxFiles.toLocaleString("en")} files. Name what need not be searched in a .carrelignore, or add its parts as repositories of their own.`,
    );
  }

  addBytes(bytes: number): void {
    this.progress.bytes += bytes;
    if (this.progress.bytes <= this.limits.maxTotalBytes) return;
    throw new SourceRefusal(
      "too_large",
      `This source comes to more than ${sizeInWords(this.limits.maxTotalBytes)}. Leave out data and build output, or add its parts as repositories of their own.`,
    );
  }

  /** Throws if time is up or the work was cancelled. */
  check(): void {
    if (this.#signal?.aborted) throw new SourceRefusal("cancelled", "Reading this source was cancelled.");
    if (performance.now() - this.#startedMs <= this.limits.timeoutMs) return;
    throw new SourceRefusal(
      "timeout",
      `Reading this source took longer than ${Math.round(this.limits.timeoutMs / 1000)} seconds. Try again when the machine is less busy, or add a smaller part of it.`,
    );
  }

  /** To be awaited in every loop: lets a cancellation arrive and progress be seen, at most every 40 ms. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#lastBreathMs >= BREATH_MS) {
      await setImmediate();
      this.#onProgress?.({ ...this.progress });
      this.#lastBreathMs = performance.now();
    }
    this.check();
  }
}

/** Said of a source whose sheer number of entries is past the limit, even before they are looked at. */
export function tooManyEntries(limits: SourceLimits): SourceRefusal {
  return new SourceRefusal(
    "too_many_files",
    `This source holds more than ${limits.maxEntries.toLocaleString("en")} files and folders. Leave out installed packages and build output, then add it again.`,
  );
}
