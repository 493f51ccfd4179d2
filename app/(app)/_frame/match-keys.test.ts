import { expect, test } from "vitest";
import { matchKeys } from "./match-keys";

const known = ["/", "?", "g r", "g s", "mod+k"];
const press = (key: string, held: { metaKey?: boolean; ctrlKey?: boolean } = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  ...held,
});

test("a single key is found at once", () => {
  expect(matchKeys(press("/"), "", known)).toEqual({ hit: "/", begun: "" });
});

test("a sequence is found at its second key", () => {
  expect(matchKeys(press("g"), "", known)).toEqual({ begun: "g" });
  expect(matchKeys(press("r"), "g", known)).toEqual({ hit: "g r", begun: "" });
});

test("a key that does not continue a sequence is taken for itself", () => {
  expect(matchKeys(press("/"), "g", known)).toEqual({ hit: "/", begun: "" });
  expect(matchKeys(press("g"), "g", known)).toEqual({ begun: "g" });
  expect(matchKeys(press("x"), "g", known)).toEqual({ begun: "" });
});

test("both Command and Control count as the chord's key", () => {
  expect(matchKeys(press("k", { metaKey: true }), "", known)).toEqual({ hit: "mod+k", begun: "" });
  expect(matchKeys(press("K", { ctrlKey: true }), "", known)).toEqual({ hit: "mod+k", begun: "" });
});

test("the browser's own chords are left alone", () => {
  expect(matchKeys(press("r", { ctrlKey: true }), "g", known)).toEqual({ begun: "" });
});
