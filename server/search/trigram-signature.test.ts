import fc from "fast-check";
import { expect, test } from "vitest";
import { holdsLiteral } from "./highlight.ts";
import { mayHold, signatureWords, trigramsOf, writeSignature } from "./trigram-signature.ts";

function signatureOf(content: string) {
  const count = signatureWords(content.length);
  const words = new Uint32Array(count + 3);
  writeSignature(content, words, { from: 3, count });
  return { words, place: { from: 3, count } };
}

const unit = fc.constantFrom(
  "a",
  "B",
  "s",
  "K",
  "i",
  "ſ",
  "\u212a",
  "ı",
  "İ",
  "é",
  "日",
  "\u{1F600}",
  " ",
  "(",
);

test("no text that holds a literal is passed over, whatever the letters and their case", () => {
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 80 }),
      fc.string({ unit, minLength: 1, maxLength: 6 }),
      fc.boolean(),
      (content, literal, caseSensitive) => {
        const { words, place } = signatureOf(content);
        if (!holdsLiteral(content, literal, { caseSensitive, wholeWord: false })) return;
        expect(mayHold(trigramsOf(literal), words, place)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("nearly every text without a literal is passed over", () => {
  const texts = Array.from({ length: 500 }, (_, n) =>
    `const name${n * 7919} = compute(${n}) + "text";\n`.repeat(20),
  );
  const trigrams = trigramsOf("withTenant(");
  const left = texts.map(signatureOf).filter(({ words, place }) => mayHold(trigrams, words, place));
  expect(left.length).toBeLessThan(5);
});
