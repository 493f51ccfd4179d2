import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const hashes: Record<string, string> = JSON.parse(readFileSync("tests/house/migration-hashes.json", "utf8"));
const journal: { entries: { tag: string; when: number }[] } = JSON.parse(
  readFileSync("drizzle/meta/_journal.json", "utf8"),
);
const files = readdirSync("drizzle")
  .filter((name) => /\.(sql|ts)$/.test(name))
  .sort();
const hashOf = (file: string) =>
  createHash("sha256")
    .update(readFileSync(`drizzle/${file}`))
    .digest("hex");

test("no merged migration has been changed or removed: what databases have run is never edited", () => {
  expect(findChanges(hashes, Object.fromEntries(files.map((file) => [file, hashOf(file)])))).toEqual([]);
});

test("a changed, a missing and a new migration are each noticed", () => {
  const changes = findChanges(
    { "0000_a.sql": "1", "0001_b.sql": "2" },
    { "0000_a.sql": "9", "0002_c.ts": "3" },
  );
  expect(changes).toEqual([
    "0000_a.sql has changed: write a new migration instead",
    "0001_b.sql is missing",
    '0002_c.ts is new: add "0002_c.ts": "3" to tests/house/migration-hashes.json',
  ]);
});

test("the journal lists every migration once, in order, and later ones are younger", () => {
  expect(journal.entries.map(({ tag }) => tag)).toEqual(files.map((file) => file.replace(/\.(sql|ts)$/, "")));
  const times = journal.entries.map(({ when }) => when);
  expect(times).toEqual([...times].sort((one, other) => one - other));
});

function findChanges(kept: Record<string, string>, found: Record<string, string>): string[] {
  const names = [...new Set([...Object.keys(kept), ...Object.keys(found)])].sort();
  return names.flatMap((name) => {
    const [before, now] = [kept[name], found[name]];
    if (before === now) return [];
    if (now === undefined) return [`${name} is missing`];
    if (before !== undefined) return [`${name} has changed: write a new migration instead`];
    return [`${name} is new: add "${name}": "${now}" to tests/house/migration-hashes.json`];
  });
}
