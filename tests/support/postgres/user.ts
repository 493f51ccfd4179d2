import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** Who runs Postgres: undefined for ourselves. Postgres refuses root, so root hands over to a user without rights. */
export type RunAs = { uid: number; gid: number } | undefined;

export function findUser(): RunAs {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A new temporary folder that belongs to the user and that they can reach. */
export function makeFolderFor(user: RunAs): string {
  for (const parent of [os.tmpdir(), "/tmp"]) {
    const folder = mkdtempSync(path.join(parent, "carrel-postgres-"));
    if (user) chownSync(folder, user.uid, user.gid);
    if (spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user }).status === 0) return folder;
    rmSync(folder, { recursive: true });
  }
  throw new Error(`The user who runs Postgres can enter neither ${os.tmpdir()} nor /tmp`);
}

/** The binaries' folder itself, or, below a folder the user may not enter (/root, say), a copy of it in `folder`. */
export function reachableBinaries(native: string, folder: string, user: RunAs): string {
  const seen = spawnSync(path.join(native, "bin/postgres"), ["--version"], { cwd: "/", ...user });
  if (seen.status === 0) return native;
  const copy = path.join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}
