import { expect, test } from "vitest";
import { countSupported, partsOfGrowing, partsOfMessage } from "./shown-parts";

const cited = {
  ...{ sourceTable: "file" as const, sourceId: "f" },
  ...{ repositoryId: "r", path: "a.ts", startLine: 1, endLine: 2, quote: "q" },
  ...{ verdict: "supported" as const, reason: null },
};
const claim = (index: number, ...citations: object[]) => ({
  type: "claim",
  data: { index, text: `claim ${index}`, citations },
});

test("texts that follow each other are one, also over the border of what is kept", () => {
  const parts = partsOfGrowing({
    kept: [
      { type: "started", data: {} },
      { type: "text", data: { text: "one " } },
    ],
    tail: [{ type: "text", data: { text: "two" } }],
  });
  expect(parts).toEqual([{ type: "text", text: "one two" }]);
});

test("a place cited twice has one number, a wrong citation of it another", () => {
  const parts = partsOfGrowing({
    kept: [
      claim(0, cited, { ...cited, startLine: 5 }),
      claim(1, cited, { ...cited, verdict: "unsupported", reason: "no" }),
    ],
    tail: [],
  });
  const numbers = parts.map((part) => (part.type === "claim" ? part.citations.map((one) => one.number) : []));
  expect(numbers).toEqual([
    [1, 2],
    [1, 3],
  ]);
  expect(countSupported(parts)).toEqual({ supported: 1, claims: 2 });
});

test("a claim without a source counts as unsupported", () => {
  expect(countSupported(partsOfGrowing({ kept: [claim(0)], tail: [] }))).toEqual({ supported: 0, claims: 1 });
});

test("a kept message shows what it showed while it was written", () => {
  const growing = partsOfGrowing({ kept: [claim(0, cited)], tail: [] });
  const kept = partsOfMessage({
    parts: [{ type: "claim", index: 0, text: "claim 0" }],
    citations: [
      {
        ...cited,
        id: "x",
        messageId: "m",
        claimIndex: 0,
        chunkId: null,
        startChar: 0,
        endChar: 1,
        contentHash: "h",
        freshness: "current",
      },
    ],
  });
  expect(kept).toMatchObject(
    growing.map((part) => (part.type === "claim" ? { ...part, citations: [{ number: 1 }] } : part)),
  );
});

test("an event that cannot be read is left out, and the rest shown", () => {
  const parts = partsOfGrowing({
    kept: [{ type: "claim", data: { index: "x" } }, claim(1, cited)],
    tail: [],
  });
  expect(parts).toHaveLength(1);
});
