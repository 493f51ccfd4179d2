import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { FairTurns, NoTurn } from "./fair-turns";

/** Asks for turns in this order and gives the order in which they began. */
async function orderOf(asked: string[], limits = { atOnce: 2, mostWaiting: 8 }): Promise<string[]> {
  const turns = new FairTurns(limits);
  const begun: string[] = [];
  await Promise.all(
    asked.map((name) =>
      turns.take(name.charAt(0), async () => {
        begun.push(name);
        await setTimeout(1);
      }),
    ),
  );
  return begun;
}

test("whoever asks for much waits for himself, not the others for him", async () => {
  expect(await orderOf(["a1", "a2", "a3", "b1"])).toEqual(["a1", "b1", "a2", "a3"]);
  expect(await orderOf(["a1", "a2", "b1", "b2", "c1", "c2"], { atOnce: 1, mostWaiting: 8 })).toEqual([
    "a1",
    "b1",
    "c1",
    "a2",
    "b2",
    "c2",
  ]);
});

test("a group runs one thing at a time, and all of them no more than allowed", async () => {
  const turns = new FairTurns({ atOnce: 2, mostWaiting: 20 });
  const running: string[] = [];
  await Promise.all(
    Array.from({ length: 12 }, (_, index) => ["a", "b", "c"][index % 3] ?? "").map((group) =>
      turns.take(group, async () => {
        expect(running).not.toContain(group);
        running.push(group);
        expect(running.length).toBeLessThanOrEqual(2);
        await setTimeout(1);
        running.splice(running.indexOf(group), 1);
      }),
    ),
  );
});

test("a queue that is full refuses, and one that was left lets the next in", async () => {
  const turns = new FairTurns({ atOnce: 1, mostWaiting: 1 });
  let finish = () => {};
  const first = turns.take("a", () => new Promise<void>((resolve) => (finish = resolve)));
  const leaving = new AbortController();
  const second = turns.take("a", async () => "second", leaving.signal);
  await expect(turns.take("a", async () => "third")).rejects.toBeInstanceOf(NoTurn);
  leaving.abort();
  await expect(second).rejects.toMatchObject({ name: "AbortError" });
  const fourth = turns.take("a", async () => "fourth");
  finish();
  await first;
  expect(await fourth).toBe("fourth");
});

test("work that fails gives its turn back", async () => {
  const turns = new FairTurns({ atOnce: 1, mostWaiting: 1 });
  await expect(turns.take("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await turns.take("a", async () => 1)).toBe(1);
});
