import { setTimeout } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { whileAllowed } from "./while-allowed";

const EVERY = { everyMs: 20 };

async function* numbers(until: number) {
  for (let number = 1; number <= until; number++) yield number;
}

async function* silence(): AsyncGenerator<number> {
  await new Promise(() => {});
}

async function read<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

test("a stream that may go on is handed through whole, and nobody looks any more after its end", async () => {
  const mayGoOn = vi.fn(async () => true);
  expect(await read(whileAllowed(numbers(3), mayGoOn, EVERY))).toEqual([1, 2, 3]);
  await setTimeout(60);
  expect(mayGoOn).toHaveBeenCalledOnce();
});

test("a stream that never says anything ends as soon as it may not go on", async () => {
  let looks = 0;
  expect(await read(whileAllowed(silence(), async () => ++looks < 3, EVERY))).toEqual([]);
  expect(looks).toBe(3);
});

test("a refusal ends the stream with its words", async () => {
  const refusal = new Error("You are not a member any more.");
  await expect(read(whileAllowed(silence(), () => Promise.reject(refusal), EVERY))).rejects.toBe(refusal);
});

test("a reader who leaves ends the looking", async () => {
  const leaving = new AbortController();
  const mayGoOn = vi.fn(async () => true);
  const reading = read(whileAllowed(silence(), mayGoOn, { ...EVERY, signal: leaving.signal }));
  await setTimeout(50);
  leaving.abort();
  expect(await reading).toEqual([]);
  const looks = mayGoOn.mock.calls.length;
  await setTimeout(60);
  expect(mayGoOn.mock.calls.length).toBe(looks);
});
