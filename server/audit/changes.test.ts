import { expect, test } from "vitest";
import { changes } from "./changes";
import { withoutSecrets } from "./without-secrets";

test("only what differs is written, before and after", () => {
  const at = new Date("2026-01-02T03:04:05Z");
  expect(
    changes(
      { name: "Old", branch: "main", lastAt: at, updatedAt: 1, version: 1 },
      { name: "New", branch: "main", lastAt: new Date(at), updatedAt: 2, version: 2 },
    ),
  ).toEqual({ before: { name: "Old" }, after: { name: "New" } });
  expect(changes({ branch: null }, { branch: "main" })).toEqual({
    before: { branch: null },
    after: { branch: "main" },
  });
});

test("of a secret a change says only what became of it", () => {
  const [one, other] = [{ credential: "sealed:one" }, { credential: "sealed:other" }];
  const none = { credential: null };
  expect(changes(none, one)).toEqual({ before: { credential: "none" }, after: { credential: "added" } });
  expect(changes(one, other)).toEqual({ before: { credential: "set" }, after: { credential: "replaced" } });
  expect(changes(one, none)).toEqual({ before: { credential: "set" }, after: { credential: "removed" } });
  expect(changes(one, one)).toEqual({ before: {}, after: {} });
});

test.each([
  "password",
  "newPassword",
  "access_token",
  "accessToken",
  "credential",
  "secretHash",
  "api_key",
  "apiKey",
  "backupCodes",
  "cookie",
])("%s never reaches a ledger, however deep it lies", (name) => {
  const written = withoutSecrets({ [name]: "canary", a: { b: [{ [name]: { c: "canary" } }] } });
  expect(JSON.stringify(written)).not.toContain("canary");
  expect(written[name]).toBe("hidden");
});

test("words about a secret stay, and so do numbers that are none", () => {
  const data = { token: "kept", hasPassword: true, tokenCount: 12, name: "a", nothing: null };
  expect(withoutSecrets(data)).toEqual(data);
});

test("what jsonb cannot hold is made so that it can, and long texts are cut", () => {
  const data = { at: new Date(0), bytes: new Uint8Array(3), text: "a\0b", gone: undefined, big: 5n };
  expect(withoutSecrets(data)).toEqual({
    ...{ at: "1970-01-01T00:00:00.000Z", bytes: "3 bytes" },
    ...{ text: "ab", big: "5" },
  });
  expect(String(withoutSecrets({ text: "x".repeat(5_000) }).text)).toHaveLength(1_001);
});
