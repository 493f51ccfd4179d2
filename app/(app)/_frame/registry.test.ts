import { expect, test } from "vitest";
import { createRegistry } from "./registry";

test("what is added stays until its own removal, in the order it was added", () => {
  const registry = createRegistry<string>();
  const removeFrame = registry.add(["go"]);
  registry.add(["open", "close"]);
  expect(registry.read()).toEqual(["go", "open", "close"]);
  removeFrame();
  expect(registry.read()).toEqual(["open", "close"]);
});

test("the same array is read until something changes, as React asks of a store", () => {
  const registry = createRegistry<string>();
  registry.add(["go"]);
  expect(registry.read()).toBe(registry.read());
});

test("listeners hear of each change until they leave", () => {
  const registry = createRegistry<string>();
  let heard = 0;
  const leave = registry.subscribe(() => {
    heard += 1;
  });
  registry.add(["go"])();
  leave();
  registry.add(["open"]);
  expect(heard).toBe(2);
});
