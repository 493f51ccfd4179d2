import { expect, test } from "vitest";
import { newId } from "./id";

test("an id is a UUID of version 7, and no two are alike", () => {
  const ids = Array.from({ length: 10_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("an id tells the millisecond in which it was made, so later ones sort later", () => {
  const before = Date.now();
  const id = newId();
  const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  expect(madeAt).toBeGreaterThanOrEqual(before);
  expect(madeAt).toBeLessThanOrEqual(Date.now());
});
