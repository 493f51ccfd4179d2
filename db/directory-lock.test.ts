import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DirectoryInUseError, lockDirectory } from "./directory-lock";

let directory: string;
let lockFile: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "carrel-lock-"));
  lockFile = path.join(directory, "carrel.lock");
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

/** Another process that runs a line of code after importing the lock, and stays until it is killed. */
function start(code: string): ChildProcess {
  const lock = pathToFileURL(path.resolve("db/directory-lock.ts")).href;
  const script = `import { lockDirectory } from ${JSON.stringify(lock)}; ${code}; setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script, directory], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  return child;
}

async function firstWord(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The process has no output.");
  const [data] = await once(child.stdout, "data");
  return String(data).trim();
}

const take = "try { lockDirectory(process.argv[1]); console.log('mine') } catch (e) { console.log(e.name) }";

test("a directory in use is refused at once, by a message that names the process and what to do", async () => {
  const holder = start(take);
  expect(await firstWord(holder)).toBe("mine");
  const startedMs = performance.now();
  expect(() => lockDirectory(directory)).toThrow(DirectoryInUseError);
  expect(() => lockDirectory(directory)).toThrow(
    `The database in ${directory} is in use by process ${holder.pid}. PGlite allows one process at a time: ` +
      "stop that process, or point DATABASE_URL at a Postgres server to run several.",
  );
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});

test("the lock of a killed process is taken over", async () => {
  const holder = start(take);
  expect(await firstWord(holder)).toBe("mine");
  holder.kill("SIGKILL");
  await once(holder, "exit");
  expect(existsSync(lockFile)).toBe(true);
  lockDirectory(directory)();
});

test.runIf(process.platform === "linux")(
  "a holder that was killed, and whose parent never asks how it ended, does not hold the lock",
  async () => {
    // What replaces the shell knows nothing of the child that the shell had.
    const parent = spawn("sh", ["-c", "sleep 0.01 & echo $!; exec sleep 30"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    children.push(parent);
    const pid = Number(await firstWord(parent));
    const state = () => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.[0];
    await expect.poll(state).toBe("Z");
    writeFileSync(lockFile, JSON.stringify({ pid, startedAt: null }));
    lockDirectory(directory)();
  },
);

test("of many processes that find a dead holder's lock at once, one gets it", async () => {
  writeFileSync(lockFile, JSON.stringify({ pid: 2 ** 22 + 7, startedAt: "1" }));
  const words = await Promise.all(Array.from({ length: 5 }, () => firstWord(start(take))));
  expect(words.filter((word) => word === "mine")).toHaveLength(1);
  expect(words.filter((word) => word === "DirectoryInUseError")).toHaveLength(4);
}, 30_000);

test("a process number that was given to somebody else does not hold the lock", () => {
  writeFileSync(lockFile, JSON.stringify({ pid: process.pid, startedAt: "1" }));
  lockDirectory(directory)();
});

test("a lock that cannot be read is taken over", () => {
  for (const broken of ["", "{", "[]", '{"pid":"7"}']) {
    writeFileSync(lockFile, broken);
    lockDirectory(directory)();
  }
});

test("a lock that was let go can be taken again, and leaves nothing behind", () => {
  const release = lockDirectory(directory);
  expect(JSON.parse(readFileSync(lockFile, "utf8"))).toMatchObject({ pid: process.pid });
  release();
  release();
  lockDirectory(directory)();
  expect(readdirSync(directory)).toEqual([]);
});

test("letting go does not take the lock from whoever has it now", () => {
  const release = lockDirectory(directory);
  const others = JSON.stringify({ pid: 1, startedAt: "1" });
  writeFileSync(lockFile, others);
  release();
  expect(readFileSync(lockFile, "utf8")).toBe(others);
});
