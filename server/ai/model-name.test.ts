import { expect, test } from "vitest";
import { nameModel, questionModelOf, readServerModel, sharesQuestions } from "./model-name.ts";

test("a question is embedded alike for two versions of the text, and for nothing else", () => {
  expect(sharesQuestions("all-MiniLM-L6-v2/int8-3;text-1", "all-MiniLM-L6-v2/int8-3;text-2")).toBe(true);
  expect(sharesQuestions("all-MiniLM-L6-v2/int8-2;text-2", "all-MiniLM-L6-v2/int8-3;text-2")).toBe(false);
  expect(sharesQuestions("large@512;text-2", "large@1024;text-2")).toBe(false);
  expect(questionModelOf(nameModel("qwen3:8b"))).toBe("qwen3:8b");
});

test("a server's model is read back with its dimensions, a built-in one is no server's", () => {
  expect(readServerModel("text-embedding-3-large@1024;text-2")).toEqual({
    model: "text-embedding-3-large",
    dimensions: 1024,
  });
  expect(readServerModel("Qwen/Qwen3-Embedding-8B;text-1")).toEqual({
    model: "Qwen/Qwen3-Embedding-8B",
    dimensions: undefined,
  });
  expect(readServerModel("all-MiniLM-L6-v2/int8-3;text-2")).toBeUndefined();
  expect(readServerModel("minilm-0123456789ab/fp32-1;text-2")).toBeUndefined();
});
