import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const example = readFileSync(".env.example", "utf8");

test("every variable the server reads stands in .env.example, with a comment above it", () => {
  const source = readFileSync("server/env.ts", "utf8");
  const names = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name ?? "");
  expect(names.length).toBeGreaterThan(20);
  const missing = names.filter((name) => !new RegExp(`^(# )?${name}=`, "m").test(example));
  expect(missing).toEqual([]);
});

test(".env.example sets nothing by itself, so that copying it whole changes nothing", () => {
  const set = example.split("\n").filter((line) => /^[A-Z_]+=./.test(line));
  expect(set).toEqual([]);
});
