/** How many files were done at a moment. */
export type Sample = { atMs: number; done: number };

export type Estimate = {
  filesPerSecond: number;
  /** Undefined when nothing was finished within the window. */
  secondsLeft: number | undefined;
};

const WINDOW_MS = 30_000;
/** Fewer seconds than this say nothing. */
const ENOUGH_MS = 3_000;

/** Adds a sample and forgets those older than the window; a count that went down starts over. */
export function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last && sample.done < last.done) return [sample];
  // The newest of those before the window is kept, so that the window is always full.
  const firstInside = samples.findIndex(({ atMs }) => atMs >= sample.atMs - WINDOW_MS);
  return [...samples.slice(Math.max(0, firstInside < 0 ? samples.length - 1 : firstInside - 1)), sample];
}

/** Speed and time left from what was watched, never from a guess: undefined until a few seconds were seen. */
export function estimate(samples: readonly Sample[], total: number): Estimate | undefined {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < ENOUGH_MS) return undefined;
  // Nothing finished so far may mean one long file: only a whole window of it is worth saying.
  if (last.done === first.done && last.atMs - first.atMs < WINDOW_MS) return undefined;
  const filesPerSecond = ((last.done - first.done) * 1_000) / (last.atMs - first.atMs);
  const filesLeft = Math.max(0, total - last.done);
  return { filesPerSecond, secondsLeft: filesPerSecond > 0 ? filesLeft / filesPerSecond : undefined };
}
