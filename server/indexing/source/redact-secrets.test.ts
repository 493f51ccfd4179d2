import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { redactSecrets } from "./redact-secrets.ts";

// Made here, so that no scanner stops at this file.
const letters = (length: number, from = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0z") =>
  from.repeat(20).slice(0, length);
const pem = (type: "rsa" | "ed25519", extra = {}) =>
  (type === "rsa"
    ? generateKeyPairSync("rsa", { modulusLength: 2048 })
    : generateKeyPairSync("ed25519")
  ).privateKey.export({ type: "pkcs8", format: "pem", ...extra }) as string;
const bodyOf = (key: string) => key.split("\n").slice(1, -2).join("\n");

const rsa = pem("rsa");
const ed25519 = pem("ed25519");
const encrypted = pem("rsa", { cipher: "aes-256-cbc", passphrase: "x" });

const secrets: [string, string, string][] = [
  ["a private key", rsa, bodyOf(rsa)],
  ["a short private key", ed25519, bodyOf(ed25519)],
  ["an encrypted private key", encrypted, bodyOf(encrypted)],
  ["a private key in a JSON string", JSON.stringify({ key: rsa }), bodyOf(rsa).slice(0, 64)],
  ["a private key cut off", `${rsa.slice(0, 700)};`, rsa.slice(100, 700)],
  ["an AWS secret", `AWS_SECRET_ACCESS_KEY=${letters(40)}\n`, letters(40)],
  ["an AWS key id", `id: AKIA${"ABCD2345EFGH6723"}`, "AKIAABCD2345EFGH6723"],
  ["a GitHub token", `token ghp_${letters(36)}`, `ghp_${letters(36)}`],
  ["a fine-grained GitHub token", `github_pat_${letters(82)}`, letters(82)],
  ["a Slack token", `xoxb-${"1".repeat(12)}-${"2".repeat(12)}-${letters(24)}`, letters(24)],
  [
    "a Slack webhook",
    `https://hooks.slack.com/services/T${letters(8)}/B${letters(8)}/${letters(24)}`,
    letters(24),
  ],
  ["an npm token", `npm_${letters(36)}`, letters(36)],
  ["an npm token in any file", `//registry.example/:_authToken=${letters(36)}`, letters(36)],
  ["an OpenAI key", `sk-${letters(20)}T3BlbkFJ${letters(20)}`, letters(20)],
  ["an OpenAI project key", `sk-proj-${letters(120)}`, letters(120)],
  ["an Anthropic key", `sk-ant-api03-${letters(93)}AA`, letters(93)],
  ["a Google key", `AIza${letters(35)}`, letters(35)],
  ["a Stripe key", `sk_${"live"}_${letters(24)}`, letters(24)],
  ["a Postgres URL", "postgres://app:s3cr3t-Pa55@db.internal/prod", "s3cr3t-Pa55"],
  ["a MongoDB URL", "mongodb+srv://app:s3cr3t-Pa55@db.internal/prod", "s3cr3t-Pa55"],
  ["a Redis URL without a user", "redis://:s3cr3t!Pa55@cache:6379", "s3cr3t!Pa55"],
  ["a web address with a password", "https://me:gh7%2Fx!k@host.example/x", "gh7%2Fx!k"],
];

test.each(secrets)("%s is redacted whole, in its place", async (_name, text, secret) => {
  const source = `// first line\nconst a = 1;\n${text}\nlast line`;
  const { text: redacted, findings } = await redactSecrets("src/a.ts", source);
  expect(source).toContain(secret);
  for (const piece of secret.split("\n")) {
    for (let at = 0; at + 8 <= piece.length; at += 8) expect(redacted).not.toContain(piece.slice(at, at + 8));
  }
  expect(redacted.length).toBe(source.length);
  expect(redacted.split("\n").map((line) => line.length)).toEqual(
    source.split("\n").map((line) => line.length),
  );
  expect(redacted.startsWith("// first line\nconst a = 1;\n")).toBe(true);
  expect(redacted.endsWith("\nlast line")).toBe(true);
  expect(findings[0]?.line).toBeGreaterThanOrEqual(3);
  expect(findings).toHaveLength(1);
});

test("the name before a secret and the host after a password stay readable", async () => {
  const text = `AWS_SECRET_ACCESS_KEY=${letters(40)}\npostgres://app:s3cr3t-Pa55@db.internal/prod`;
  const { text: redacted } = await redactSecrets("a.env", text);
  expect(redacted).toBe(
    `AWS_SECRET_ACCESS_KEY=${"•".repeat(40)}\npostgres://app:•••••••••••@db.internal/prod`,
  );
});

test("several secrets are each reported with rule and line", async () => {
  const { findings } = await redactSecrets(
    "a",
    `ghp_${letters(36)}\n\nnpm_${letters(36)} ghp_${letters(36)}`,
  );
  expect(findings).toEqual([
    { rule: "github", line: 1 },
    { rule: "npm", line: 3 },
    { rule: "github", line: 3 },
  ]);
});

test("a file cannot switch the search off by a comment", async () => {
  const { text } = await redactSecrets("a.ts", `/* secretlint-disable */\nghp_${letters(36)}`);
  expect(text).not.toContain(letters(36));
});

test("a service account's key in JSON is redacted", async () => {
  const { text } = await redactSecrets("key.json", JSON.stringify({ private_key_id: "x", private_key: rsa }));
  expect(text).not.toContain(bodyOf(rsa).slice(0, 64));
});

test.each([
  "postgres://user:password@localhost/app",
  "postgres://$" + "{DB_USER}:$" + "{DB_PASSWORD}@db/app",
  "redis://:<password>@cache:6379",
  "_authToken=$" + "{NPM_TOKEN}",
  "import { sk-learn } from 'x'; // see https://example.com:8080/a@b",
  "const key = process.env.OPENAI_API_KEY; // sk-proj-...",
  "AKIAIOSFODNN7EXAMPLE",
  "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
])("%s is no secret", async (text) => {
  expect(await redactSecrets("src/a.ts", text)).toEqual({ text, findings: [] });
});

test("a path that names a .p12 is never opened", async () => {
  expect(await redactSecrets("/proc/self/environ.p12", "text")).toEqual({ text: "text", findings: [] });
});

test("a megabyte made to take long takes less than 3 s", { timeout: 60_000 }, async () => {
  const pieces = [
    "ghp_",
    "xoxb-a-",
    "SG.a.",
    `SG.${letters(120)}.${letters(260)} `,
    "postgres://a:",
    "postgres://a:b@c ",
    "https://a:bcdefg@",
    "a://:",
    "a+",
    "AWS_SECRET_ACCESS_KEY = ",
    "_auth=",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN ",
    "figd_",
    "glpat-",
    "sk-ant-api03-",
    "sk-proj-",
    "ops_ey",
    " ",
    "\n",
    "a",
    `ghp_${letters(36)} `,
    "https://ab:cdef12@h.io ",
  ];
  for (const piece of pieces) {
    const startedMs = performance.now();
    const text = piece.repeat((1024 * 1024) / piece.length);
    const { text: redacted } = await redactSecrets("package.json", text);
    expect(redacted.length).toBe(text.length);
    expect([piece.slice(0, 20), Math.max(3000, performance.now() - startedMs)]).toEqual([
      piece.slice(0, 20),
      3000,
    ]);
  }
});
