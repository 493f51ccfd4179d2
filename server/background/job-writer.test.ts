import { expect, test } from "vitest";
import { withLiterals } from "./job-writer";

test("a text stays a text whatever stands in it, a parameter's name included", () => {
  expect(withLiterals("select $1::text, $2", ["it's $2", "a\\b"])).toBe(
    "select 'it''s $2'::text,  E'a\\\\b'",
  );
});

test("what is no text, or would end the message, is refused", () => {
  expect(() => withLiterals("select $1", [7])).toThrow("Parameter $1 of the queue is no text.");
  expect(() => withLiterals("select $2", ["one"])).toThrow("Parameter $2 of the queue is no text.");
  expect(() => withLiterals("select $1", ["a\0b"])).toThrow("U+0000");
});
