import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
  readonly pid: number;
  constructor(directory: string, pid: number) {
    super(
      `The database in ${directory} is in use by process ${pid}. PGlite allows one process at a time: ` +
        "stop that process, or point DATABASE_URL at a Postgres server to run several.",
    );
    this.pid = pid;
  }
}

/**
 * Takes a PGlite directory for this process; PGlite itself has no lock, and two processes silently lose rows.
 * Returns the release. Throws `DirectoryInUseError` at once when a living process holds it.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const lockFile = path.join(directory, "carrel.lock");
  const mine = `${lockFile}.${process.pid}`;
  const claim = JSON.stringify({ pid: process.pid, startedAt: readProcess(process.pid)[1] });
  writeFileSync(mine, claim);
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        // A hard link either appears whole or not at all, unlike create-then-write.
        linkSync(mine, lockFile);
        return () => {
          if (readLock(lockFile) === claim) rmSync(lockFile, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const held = readLock(lockFile);
      if (held === undefined) continue;
      const holder = parseHolder(held);
      if (holder && isAlive(holder)) throw new DirectoryInUseError(directory, holder.pid);
      setAside(lockFile, held);
    }
    throw new Error(`The lock ${lockFile} keeps changing hands: start again.`);
  } finally {
    rmSync(mine, { force: true });
  }
}

type Holder = { pid: number; startedAt: string | null };

function readLock(lockFile: string): string | undefined {
  try {
    return readFileSync(lockFile, "utf8");
  } catch {
    return undefined;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "pid" in value && typeof value.pid === "number") {
      const startedAt = "startedAt" in value && typeof value.startedAt === "string" ? value.startedAt : null;
      return { pid: value.pid, startedAt };
    }
  } catch {
    // A lock that cannot be read was left by a machine that went down while writing it.
  }
  return undefined;
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const [state, startedAt] = readProcess(holder.pid);
  // Killed, but nobody has asked for its exit status yet, or ever will: in a container without an init.
  if (state === "Z") return false;
  // Process numbers are used again, in containers within seconds: the start time tells two apart.
  return holder.startedAt === null || startedAt === null || startedAt === holder.startedAt;
}

/** The state of a process, and when it started in the kernel's own unit; null where /proc is missing. */
function readProcess(pid: number): [state: string | null, startedAt: string | null] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return [fields[0] ?? null, fields[19] ?? null];
  } catch {
    return [null, null];
  }
}

/** Removes a dead holder's lock; if another process was quicker and it is no longer the dead one's, puts it back. */
function setAside(lockFile: string, dead: string): void {
  const aside = `${lockFile}.stale.${process.pid}`;
  try {
    renameSync(lockFile, aside);
    if (readLock(aside) !== dead) linkSync(aside, lockFile);
  } catch {
    // Somebody else set it aside first: the next attempt finds out who has it now.
  }
  rmSync(aside, { force: true });
}
