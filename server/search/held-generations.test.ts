import { expect, test } from "vitest";
import { HeldGenerations } from "./held-generations.ts";

const seen = (organizationId: string, repositoryId = "r", generation = 1) => ({
  organizationId,
  repositoryId,
  generation,
});

test("what one organization's transaction saw opens for no other, though all else is the same", () => {
  const held = new HeldGenerations<string>(100);
  held.put(seen("a"), "of a", 10);
  expect(held.get(seen("b"))).toBeUndefined();
  expect(held.get(seen("a", "r", 2))).toBeUndefined();
  expect(held.get(seen("a"))).toBe("of a");
});

test("at most so many bytes are held, and what was used last stays", () => {
  const held = new HeldGenerations<string>(100);
  for (const name of ["a", "b"]) held.put(seen(name), name, 50);
  held.get(seen("a"));
  held.put(seen("c"), "c", 50);
  expect([held.get(seen("a")), held.get(seen("b")), held.get(seen("c"))]).toEqual(["a", undefined, "c"]);
  held.put(seen("d"), "d", 101);
  expect([held.get(seen("d")), held.sizeBytes]).toEqual([undefined, 100]);
});

test("what is published no more is forgotten, and nothing of another organization with it", () => {
  const held = new HeldGenerations<string>(100);
  for (const name of ["a", "b"]) for (const id of ["r", "gone"]) held.put(seen(name, id), name, 10);
  held.keepOnly("a", { repositoryIds: ["r"], generations: [2] });
  expect(held.sizeBytes).toBe(20);
  expect(held.get(seen("b", "gone"))).toBe("b");
});

test("what nobody used for a quarter of an hour is forgotten", () => {
  const held = new HeldGenerations<string>(100);
  held.put(seen("a"), "a", 10);
  held.sweep(Date.now() + 14 * 60_000);
  expect(held.sizeBytes).toBe(10);
  held.sweep(Date.now() + 16 * 60_000);
  expect(held.sizeBytes).toBe(0);
});
