import { expect, test } from "vitest";
import { modelName } from "./model-name";

test("a model is shown without the version of its text, which stands beside it", () => {
  expect(modelName("all-MiniLM-L6-v2/int8-3;text-2")).toEqual({
    name: "all-MiniLM-L6-v2/int8-3",
    textVersion: "2",
  });
  expect(modelName("whatever it was;1")).toEqual({ name: "whatever it was;1", textVersion: undefined });
});
