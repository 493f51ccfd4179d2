import { expect, test } from "vitest";
import type { Embedder } from "./embedder";
import { observeEmbedder } from "./observe-embedder";

const embedder = (model: string): Embedder => ({
  model,
  textsAtOnce: 64,
  isRemote: true,
  embed: async (texts) => texts.map(() => new Float32Array([1])),
  sibling: (name) => (name === "older" ? embedder(name) : undefined),
  close: async () => {},
});

test("an observed embedder is all that it was: its siblings, its size and where it is asked", async () => {
  const observed = observeEmbedder(embedder("newer"));
  expect(observed).toMatchObject({ model: "newer", textsAtOnce: 64, isRemote: true });
  expect(observed.sibling?.("older")?.model).toBe("older");
  expect(observed.sibling?.("unknown")).toBeUndefined();
  expect(await observed.embed(["a", "b"], "code")).toHaveLength(2);
});
