import fc from "fast-check";
import { expect, test } from "vitest";
import { ParagraphReader, partsOfParagraph } from "./read-paragraphs";

/** All that was told while a text came in these pieces: the running text, and the paragraphs. */
function read(pieces: string[]) {
  const reader = new ParagraphReader();
  const told = pieces.flatMap((piece) => [...reader.read(piece)]);
  const last = reader.end();
  return {
    drafts: told.flatMap((one) => (one.isComplete ? [] : [one.text])).join(""),
    paragraphs: [...told.flatMap((one) => (one.isComplete ? [one.text] : [])), last].filter(
      (text) => text.trim() !== "",
    ),
  };
}

test("a blank line ends a paragraph, but not inside of fenced code", () => {
  const { paragraphs } = read(["One.\ntwo\n", "\nThree:\n```js\na\n\nb\n```\nmore\n\n", "Last"]);
  expect(paragraphs).toEqual(["One.\ntwo\n\n", "Three:\n```js\na\n\nb\n```\nmore\n\n", "Last"]);
});

test("however a text is cut, its paragraphs are the same and no character is lost", () => {
  const pieces = fc.array(fc.constantFrom("a", ". ", "\n", "\n\n", "```", "~~~\n", "- x", "🦉", " [1]"));
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join("");
      const units = text.split("");
      const whole = read([text]);
      expect(read(units)).toEqual(whole);
      expect(whole.drafts).toBe(text);
      expect(whole.paragraphs.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }),
  );
});

test("headings and code stay texts, list items keep their markers, a table is one claim", () => {
  expect(partsOfParagraph("## Head\nIt is so [9].\n1. First\n- Second\n```\nx [1]\n```\n", [])).toEqual([
    { type: "text", text: "## Head\n\n" },
    { type: "claim", claim: { text: "It is so.", citations: [expect.objectContaining({ quote: "" })] } },
    { type: "claim", claim: { text: "1. First", citations: [] } },
    { type: "claim", claim: { text: "- Second", citations: [] } },
    { type: "text", text: "```\nx [1]\n```\n\n" },
  ]);
  const table = "| a | b |\n|---|---|\n| One. Two | 3 [7] |\n";
  expect(partsOfParagraph(table, [])).toMatchObject([{ type: "claim", claim: { citations: [{}] } }]);
});
