import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { env } from "@/server/env";

const DAY_MS = 24 * 60 * 60 * 1000;
const startedAtMs = Date.now() - process.uptime() * 1000;

const parentFolder = () => path.join(env.DATA_DIR, "tmp");
// Several machines, or containers that count their processes anew, may share a data directory.
const machine = os.hostname().replace(/[^\w-]/g, "_");

/** An empty folder in the data directory, readable by this user only. Whoever makes it removes it. */
export async function makeTemporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  await mkdir(parentFolder(), { recursive: true });
  const folder = await mkdtemp(path.join(parentFolder(), `${machine}.${process.pid}-`));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/**
 * Removes what killed processes have left behind: folders of this machine whose process is gone, and everything a day
 * old, which is longer than any run takes to read its source.
 */
export async function sweepTemporaryFolders(): Promise<void> {
  const names = await readdir(parentFolder()).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const name of names) {
    const folder = path.join(parentFolder(), name);
    const changedAtMs = (await stat(folder).catch(() => undefined))?.mtimeMs;
    if (changedAtMs === undefined) continue;
    if (isLeftBehind(name, changedAtMs)) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function isLeftBehind(name: string, changedAtMs: number): boolean {
  if (changedAtMs < Date.now() - DAY_MS) return true;
  const pid = name.startsWith(`${machine}.`)
    ? /^(\d+)-/.exec(name.slice(machine.length + 1))?.[1]
    : undefined;
  if (pid === undefined) return false;
  // A container that starts again has the numbers it had before.
  return Number(pid) === process.pid ? changedAtMs < startedAtMs : !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
