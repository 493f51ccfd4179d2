import { expect, test } from "vitest";
import { composeMessage } from "./compose-message";

const text = (words: string) => ({ type: "text", data: { text: words } });
const draft = (words: string) => ({ type: "draft", data: { text: words } });
const claim = (index: number, words: string) => ({
  type: "claim",
  data: { index, text: words, citations: [] },
});

test("texts that follow each other are one part, and a claim stands between them", () => {
  const { parts, text: whole } = composeMessage([text("a"), text("b"), claim(0, "c"), text("d")]);
  expect(parts).toEqual([
    { type: "text", text: "ab" },
    { type: "claim", index: 0, text: "c" },
    { type: "text", text: "d" },
  ]);
  expect(whole).toBe("ab\n\nc\n\nd");
});

test("a draft gives way to what it becomes, and stays where nothing became of it", () => {
  expect(composeMessage([draft("Her"), draft("ons"), claim(0, "Herons.")]).parts).toHaveLength(1);
  expect(composeMessage([text("a"), draft("Her"), draft("ons")]).text).toBe("a\n\nHerons");
});

test("nothing makes an empty message", () => {
  expect(composeMessage([{ type: "started", data: {} }])).toMatchObject({ parts: [], text: "", claims: [] });
});
