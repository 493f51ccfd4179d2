import { expect, test } from "vitest";
import { makeScrubber, redactFields } from "./redact";

const scrub = makeScrubber(["configured-secret-1", 'quoted"secret"2', undefined, "short"]);
const written = (fields: unknown) => scrub(JSON.stringify(redactFields(fields)));

test.each([
  ["a field by its name", { password: "canary" }],
  ["however deep it stands", { a: [{ headers: { Authorization: "canary", "set-cookie": "canary" } }] }],
  ["in headers", { headers: new Headers({ cookie: "canary", "x-api-key": "canary" }) }],
  ["a bearer token in a text", { text: "sent Authorization: Bearer canary" }],
  ["a signed token in a text", { text: "eyJhbGciOi.eyJzdWIiOi.canary" }],
  ["a password in an address", { url: "postgres://carrel:canary@db/carrel" }],
  ["a password with a slash in an address", { url: "postgres://carrel:ca/canary@db/carrel" }],
  ["a session in a text", { text: "carrel.session_token=canary; Path=/" }],
  ["a token in a query", { url: "/reset-password?a=1&token=canary" }],
])("%s is blotted out", (_, fields) => {
  expect(written(fields)).not.toContain("canary");
  expect(written(fields)).toContain("[redacted]");
});

test("the keys of the configuration are blotted out wherever they stand, and short values left alone", () => {
  expect(written({ text: 'it was configured-secret-1 and quoted"secret"2, in short' })).toBe(
    '{"text":"it was [redacted] and [redacted], in short"}',
  );
});

test("an error keeps what helps and loses the values that a driver put into it", () => {
  const cause = Object.assign(new Error("new row violates check constraint"), {
    code: "23514",
    detail: "Failing row contains (canary)",
    where: "canary",
    constraint: "session_check",
  });
  const error = Object.assign(
    new Error("Failed query: insert into session values ($1)\nparams: canary", { cause }),
    {
      params: ["canary"],
      query: "insert into session values ($1)",
    },
  );
  const text = written({ err: error });
  expect(text).not.toContain("canary");
  expect(text).toContain("Failed query: insert into session values ($1)");
  expect(text).toContain("23514");
  expect(text).toContain("session_check");
  expect(text).toContain("redact.test.ts");
  // Before the finished line is looked through, too.
  expect(JSON.stringify(redactFields({ err: error }))).not.toContain("canary");
});

test("such an error is clean as a plain text too", () => {
  const line = scrub(
    JSON.stringify({ msg: 'Failed query: select $1\nparams: "canary",canary\n    at x', level: 30 }),
  );
  expect(line).not.toContain("canary");
  expect(JSON.parse(line)).toMatchObject({ level: 30 });
});

test("figures whose names only sound secret stay", () => {
  expect(redactFields({ maxTokens: 12, hasPassword: true })).toEqual({ maxTokens: 12, hasPassword: true });
});

test("fields that lead in a circle end", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(JSON.stringify(redactFields(circle))).toContain("[deeper]");
});
