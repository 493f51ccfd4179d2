import { expect, test } from "vitest";
import { addSample, estimate, type Sample } from "./time-left";

const watch = (counts: number[], everyMs = 1_000) =>
  counts.reduce<readonly Sample[]>(
    (samples, done, index) => addSample(samples, { atMs: index * everyMs, done }),
    [],
  );

test("time left is what remains over the speed that was watched", () => {
  expect(estimate(watch([0, 10, 20, 30, 40]), 140)).toEqual({ filesPerSecond: 10, secondsLeft: 10 });
});

test("nothing is said before a few seconds were watched", () => {
  expect(estimate(watch([0, 500, 900]), 1_000)).toBeUndefined();
  expect(estimate([], 10)).toBeUndefined();
});

test("a long first file is not yet a standstill", () => {
  expect(estimate(watch([0, 0, 0, 0, 0, 0]), 10)).toBeUndefined();
});

test("a run that stands still has no time left to tell, and an old burst does not count for ever", () => {
  const burstThenNothing = [0, 900, ...Array.from({ length: 40 }, () => 900)];
  expect(estimate(watch(burstThenNothing), 1_000)).toEqual({ filesPerSecond: 0, secondsLeft: undefined });
});

test("a long run keeps no more than the window of half a minute", () => {
  const samples = watch(Array.from({ length: 300 }, (_, second) => second * 2));
  expect(samples.length).toBeLessThanOrEqual(33);
  expect(estimate(samples, 698)).toEqual({ filesPerSecond: 2, secondsLeft: 50 });
});

test("a count that falls back is another attempt and starts the watch over", () => {
  expect(watch([50, 60, 5])).toEqual([{ atMs: 2_000, done: 5 }]);
});
