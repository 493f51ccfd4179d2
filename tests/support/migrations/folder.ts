import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { readMigrations } from "@/db/migration-state";

interface Entry {
  tag: string;
  when: number;
}

/** A folder of migrations of its own: the first ones of the project, then `more`, each file name with its text. Gone after the test. */
export function migrationsOf(count: number, more: Record<string, string> = {}): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, "meta"));
  const journal: { entries: Entry[] } = JSON.parse(readFileSync("drizzle/meta/_journal.json", "utf8"));
  const entries = journal.entries.slice(0, count);
  for (const { file } of readMigrations().slice(0, count))
    copyFileSync(file, path.join(folder, path.basename(file)));
  const lastMs = entries.at(-1)?.when ?? 0;
  for (const [index, [name, text]] of Object.entries(more).entries()) {
    writeFileSync(path.join(folder, name), text);
    entries.push({ tag: path.parse(name).name, when: lastMs + 1 + index });
  }
  writeFileSync(path.join(folder, "meta/_journal.json"), JSON.stringify({ entries }));
  return folder;
}
