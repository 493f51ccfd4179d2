import { expect, test } from "vitest";
import { refuseNul } from "./refuse-nul";

const form = new FormData();
form.set("name", "a\0b");

test.each([
  ["a\0b"],
  [{ name: "\0" }],
  [{ ids: ["a", "b\0"] }],
  [[{ deep: { deeper: "\0" } }]],
  [form],
])("the character NUL is refused wherever it stands: %#", (input) => {
  expect(() => refuseNul(input)).toThrow(
    expect.objectContaining({ code: "BAD_REQUEST", message: expect.stringContaining("the character NUL") }),
  );
});

test.each([
  [undefined],
  [null],
  ["plain"],
  [0],
  [{ a: ["b", { c: new Date() }] }],
  [new FormData()],
])("anything else passes: %#", (input) => {
  expect(() => refuseNul(input)).not.toThrow();
});
