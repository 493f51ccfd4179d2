import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepOpen } from "./keep-open";

type Handlers = { onValue: (value: number) => void; onLost: () => void };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => vi.useRealTimers());

/** A stream in the hands of the test. */
function follow(mayOpen: () => Promise<boolean> = async () => true) {
  const opened: Handlers[] = [];
  const values: number[] = [];
  const close = vi.fn();
  const stop = keepOpen<number>({
    mayOpen,
    open(handlers) {
      opened.push(handlers);
      return close;
    },
    onValue: (value) => values.push(value),
  });
  return { opened, values, close, stop };
}

test("a lost stream is closed and opened again after one second, then two, and one again after a value", async () => {
  const { opened, close } = follow();
  await vi.advanceTimersByTimeAsync(0);
  opened[0]?.onLost();
  await vi.advanceTimersByTimeAsync(999);
  expect([opened.length, close.mock.calls.length]).toEqual([1, 1]);
  await vi.advanceTimersByTimeAsync(1);
  opened[1]?.onLost();
  await vi.advanceTimersByTimeAsync(1_999);
  expect(opened).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  opened[2]?.onValue(7);
  opened[2]?.onLost();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(opened).toHaveLength(4);
});

test("a stream that is lost twice over is opened again once", async () => {
  const { opened } = follow();
  await vi.advanceTimersByTimeAsync(0);
  opened[0]?.onLost();
  opened[0]?.onLost();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened).toHaveLength(2);
});

test("what a lost or stopped stream still says is not heard", async () => {
  const { opened, values, stop } = follow();
  await vi.advanceTimersByTimeAsync(0);
  opened[0]?.onLost();
  opened[0]?.onValue(1);
  await vi.advanceTimersByTimeAsync(1_000);
  stop();
  opened[1]?.onValue(2);
  opened[1]?.onLost();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([values, opened.length]).toEqual([[], 2]);
});

test("nothing is opened for another organization than the page's, and a failed question is asked again", async () => {
  const other = follow(async () => false);
  const unsure = vi.fn().mockRejectedValueOnce(new Error("no answer")).mockResolvedValue(true);
  const later = follow(unsure);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([other.opened.length, later.opened.length, unsure.mock.calls.length]).toEqual([0, 1, 2]);
});
