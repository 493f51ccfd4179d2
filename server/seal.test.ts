import { expect, test } from "vitest";
import { SealBroken, seal, unseal } from "./seal";

const [first, second] = ["a".repeat(40), "b".repeat(40)];

test("what is sealed is read again, shows nothing of the secret, and is never the same twice", () => {
  const sealed = seal("ghp_sëcret", "row 1", [first]);
  expect(unseal(sealed, "row 1", [first])).toEqual({ secret: "ghp_sëcret", isStale: false });
  expect(sealed).not.toContain("ghp");
  expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("ghp");
  expect(seal("ghp_sëcret", "row 1", [first])).not.toBe(sealed);
});

test("a key that was replaced still opens, and says that it is stale", () => {
  const sealed = seal("secret", "row 1", [first]);
  expect(unseal(sealed, "row 1", [second, first])).toEqual({ secret: "secret", isStale: true });
  expect(() => unseal(sealed, "row 1", [second])).toThrow(SealBroken);
});

test("a sealed value opens in its own row only", () => {
  expect(() => unseal(seal("secret", "row 1", [first]), "row 2", [first])).toThrow(SealBroken);
});

test("whatever is changed in it breaks the seal", () => {
  const sealed = seal("secret", "row 1", [first]);
  for (let at = 0; at < sealed.length; at++) {
    // The last character of Base64 holds bits that count for nothing.
    if (at === sealed.length - 1) continue;
    const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
    expect(() => unseal(changed, "row 1", [first]), String(at)).toThrow(SealBroken);
  }
  for (const text of ["", "v1", "v1.x", sealed.slice(0, -20), sealed.split(".").slice(0, 3).join(".")])
    expect(() => unseal(text, "row 1", [first])).toThrow(SealBroken);
});
