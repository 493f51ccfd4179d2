import { expect, test } from "vitest";
import { writtenAnswer } from "./written-answer";

type Given = Parameters<typeof writtenAnswer>[0];

const cited = (claimIndex: number, startLine: number, reason: string | null = null) => ({
  ...{ claimIndex, repositoryId: "r", path: "src/pool.ts", startLine, endLine: startLine + 1, quote: "q" },
  ...{ verdict: reason === null ? "supported" : "unsupported", reason, freshness: "current" },
});

const message = (request: Record<string, unknown>) =>
  ({
    parts: [
      { type: "text", text: "# Releasing\n\n" },
      { type: "claim", index: 0, text: "It closes the pool." },
      { type: "claim", index: 1, text: "- It waits 99 s.\n" },
      { type: "text", text: "```ts\nclose();\n```\n\n" },
      { type: "claim", index: 2, text: "Then it ends." },
    ],
    citations: [cited(0, 4), cited(0, 4), cited(1, 9, "A number is missing."), cited(2, 4)],
    request: { status: "completed", error: null, model: "large", ...request },
  }) as unknown as Given;

test("statements carry the numbers of their sources as in the app, and what does not hold says why", () => {
  expect(writtenAnswer(message({}))).toEqual({
    text: "# Releasing\n\nIt closes the pool. [1]\n- It waits 99 s. [2]\n\n```ts\nclose();\n```\n\nThen it ends. [1]",
    note: undefined,
    model: "large",
    sources: [
      { number: 1, path: "src/pool.ts", startLine: 4, endLine: 5, unsupported: null },
      { number: 2, path: "src/pool.ts", startLine: 9, endLine: 10, unsupported: "A number is missing." },
    ],
  });
});

test("an answer that broke off says why, with what had come", () => {
  const { text, note } = writtenAnswer(message({ status: "failed", error: "The model is gone." }));
  expect(note).toBe("The model is gone.");
  expect(text).toContain("It closes the pool.");
  expect(writtenAnswer({ parts: [], citations: [], request: null })).toMatchObject({ text: "" });
});
