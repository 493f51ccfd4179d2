import { expect, test } from "vitest";
import { setWaker, wakeWorker } from "./wake-worker";

test("a queue's worker is woken while it works, and a queue without one does nothing", () => {
  let woken = 0;
  setWaker("index-run", () => {
    woken += 1;
  });
  wakeWorker("index-run");
  wakeWorker("sweep-generations");
  setWaker("index-run", undefined);
  wakeWorker("index-run");
  expect(woken).toBe(1);
});
