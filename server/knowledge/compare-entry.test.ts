import { hash } from "node:crypto";
import { expect, test } from "vitest";
import type { Finding } from "@/db/schema/knowledge-part";
import { compareEntry } from "./compare-entry";
import { wordEntry } from "./word-entry";

const text = 'import { it } from "vitest";\nit("works", () => {});\n';
const place = (content: string, startChar: number, endChar: number) => ({
  ...{ path: "a.test.ts", startLine: 1, endLine: 1, startChar, endChar },
  hash: hash("sha256", content.slice(startChar, endChar)),
});
const framework = (key: string, files: number, evidence = [place(text, 0, 28)]): Finding => ({
  ...{ category: "framework", key, files, count: files, evidence },
});
const entryOf = (findings: Finding[]) => {
  const worded = wordEntry("framework", findings);
  if (!worded) throw new Error("nothing to say");
  return { category: "framework" as const, ...worded };
};

test("an entry whose code is as it was is fresh", () => {
  const findings = [framework("vitest", 3)];
  expect(compareEntry(entryOf(findings), findings, () => text)).toMatchObject({
    freshness: "fresh",
    difference: null,
  });
});

test("text that only moved is the same place, and its new lines are kept", () => {
  const findings = [framework("vitest", 3)];
  const moved = `// one line more\n${text}`;
  const judged = compareEntry(entryOf(findings), findings, () => moved);
  expect(judged).toMatchObject({
    freshness: "fresh",
    sourceFiles: [{ startLine: 2, startChar: 17, endChar: 45 }],
  });
});

test("changed text and another number of files make an entry stale, and both are named", () => {
  const before = entryOf([framework("vitest", 3), framework("jest", 1)]);
  const judged = compareEntry(before, [framework("vitest", 4, []), framework("jest", 1, [])], () => "other");
  expect(judged.freshness).toBe("stale");
  expect(judged.difference?.counts).toEqual([{ key: "vitest", before: 3, now: 4 }]);
  // Both findings were read from one place.
  expect(judged.difference?.changed).toMatchObject([{ path: "a.test.ts" }]);
});

test("an entry is contradicted when another way leads, or the one it names is gone", () => {
  const before = entryOf([framework("vitest", 3), framework("jest", 1)]);
  const turned = compareEntry(before, [framework("vitest", 1), framework("jest", 3)], () => text);
  expect(turned).toMatchObject({ freshness: "contradicted", difference: { contradicted: ["vitest"] } });
  expect(compareEntry(before, [], () => text).freshness).toBe("contradicted");
});

test("a file that is gone is evidence that is gone", () => {
  const findings = [framework("vitest", 3, [])];
  const before = entryOf([framework("vitest", 3)]);
  expect(compareEntry(before, findings, () => undefined).difference?.changed).toHaveLength(1);
});
