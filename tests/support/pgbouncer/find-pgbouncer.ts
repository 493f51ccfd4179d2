import { spawnSync } from "node:child_process";

/** Where Debian's package puts it, which is not on everybody's PATH. */
const PLACES = ["pgbouncer", "/usr/sbin/pgbouncer"];

/** The program and what it calls itself, or why there is none. */
export function findPgbouncer(): { command: string; origin: string } | { reason: string } {
  for (const command of PLACES) {
    const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
    if (status === 0) return { command, origin: stdout.split("\n")[0] ?? command };
  }
  return { reason: "pgbouncer is not installed: apt-get install --no-install-recommends pgbouncer" };
}
