import { expect, test } from "vitest";
import { hashOf, isSecretOf, newSecret, readToken, tokenOf } from "./secret";

const id = "019a0000-0000-7000-8000-000000000000";

test("a link's token gives back what it was made of, and the hash fits its secret alone", () => {
  const { secret, hash } = newSecret();
  expect(readToken(tokenOf(id, secret))).toEqual({ id, secret });
  expect(isSecretOf(secret, hash)).toBe(true);
  expect(isSecretOf(newSecret().secret, hash)).toBe(false);
  expect(isSecretOf(secret, null)).toBe(false);
  expect(isSecretOf(hash, hash)).toBe(false);
  expect(hashOf(secret)).not.toContain(secret);
});

test.each([
  "",
  ".",
  id,
  `${id}.`,
  `${id}.short`,
  `${id}.${"a".repeat(44)}`,
  `x.${"a".repeat(43)}`,
  `${id}.${"a".repeat(43)}\n`,
])("%j has not the shape of a token", (token) => {
  expect(readToken(token)).toBeUndefined();
});
