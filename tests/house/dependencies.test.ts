import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, { version?: string }>;
};
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<
  string,
  Record<string, string> | undefined
>;

// The first versions without the holes known when they were chosen. Raise them when an advisory says so.
const FLOORS: Record<string, string> = {
  next: "16.3.3",
  "better-auth": "1.6.23",
  "@trpc/server": "11.15.0",
  "drizzle-orm": "0.45.2",
  react: "19.2.6",
};

test.each(Object.entries(FLOORS))("every copy of %s stands at %s or above", (name, floor) => {
  const copies = Object.entries(lock.packages).filter(
    ([folder]) => folder === `node_modules/${name}` || folder.endsWith(`/node_modules/${name}`),
  );
  expect(copies.length).toBeGreaterThan(0);
  for (const [folder, { version }] of copies)
    expect(isAtLeast(version ?? "0", floor), `${folder} ${version}`).toBe(true);
});

test("a version below its floor is noticed", () => {
  expect(isAtLeast("16.3.2", "16.3.3")).toBe(false);
  expect(isAtLeast("16.10.0", "16.3.3")).toBe(true);
  expect(isAtLeast("16.3.3-canary.1", "16.3.3")).toBe(false);
  expect(isAtLeast("17.0.0", "16.3.3")).toBe(true);
});

test("every dependency is pinned to one version", () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose).toEqual([]);
});

/** Compares two versions by their numbers; a pre-release stands below its release. */
function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => (text.split("-")[0] ?? "").split(".").map(Number);
  const [have, want] = [numbers(version), numbers(floor)];
  for (const index of [0, 1, 2]) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return !version.includes("-");
}
