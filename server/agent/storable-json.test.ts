import { expect, test } from "vitest";
import { storableJson } from "./storable-json";

test("NUL and halves of pairs are replaced, in keys too, and what only looks like them stays", () => {
  const given = { "a\0": "x\0y", half: "\ud83e", whole: "🦉", text: "\\u0000", list: [undefined] };
  expect(storableJson(given)).toEqual({
    ...{ "a\ufffd": "x\ufffdy", half: "\ufffd", whole: "🦉", text: "\\u0000", list: [null] },
  });
  expect(storableJson(undefined)).toBeNull();
});
