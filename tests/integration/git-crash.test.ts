import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { env } from "@/server/env";
import { sweepTemporaryFolders } from "@/server/indexing/temporary-folder";
import { gitServerOfTests, leftOnDisk } from "@/tests/support/git/git-server-of-tests";
import { commit, filesOf, makeBare } from "@/tests/support/git/make-repository";

const server = gitServerOfTests();

// Looks at processes as Linux shows them.
test.runIf(process.platform === "linux")(
  "a killed process takes its git along, and the next start gives the disk back",
  async () => {
    await commit(makeBare(server().folder, "killed"), filesOf({ "a.ts": "export const a = 1;\n" }));
    const reached = new Promise<void>((resolve) => {
      server().override = ({ method }) => {
        if (method !== "POST") return false;
        resolve();
        // No answer: git waits.
        return true;
      };
    });
    const child = spawn(
      process.execPath,
      [
        ...["--import", "tsx", "--conditions=react-server"],
        ...["tests/support/git/fetch-until-killed.ts", `${server().url}/killed.git`],
      ],
      {
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, GIT_PRIVATE_HOSTS: server().host, GIT_CA_FILE: server().caFile },
      },
    );
    const folder = await new Promise<string>((resolve) =>
      child.stdout.once("data", (text) => resolve(String(text).trim())),
    );
    await reached;
    expect(processesOf(folder).length).toBeGreaterThan(0);
    child.kill("SIGKILL");
    await expect.poll(() => processesOf(folder), { timeout: 10_000 }).toEqual([]);
    expect(existsSync(folder)).toBe(true);
    await sweepTemporaryFolders();
    expect(await leftOnDisk()).toEqual([]);
  },
);

test("the sweep leaves what a living process, or another machine, may still need", async () => {
  const parent = path.join(env.DATA_DIR, "tmp");
  const here = os.hostname().replace(/[^\w-]/g, "_");
  const make = (name: string, ageHours: number) => {
    mkdirSync(path.join(parent, name), { recursive: true });
    const at = Date.now() / 1000 - ageHours * 3600;
    utimesSync(path.join(parent, name), at, at);
    return name;
  };
  const kept = [
    make(`${here}.${process.pid}-now`, 0),
    make(`${here}.${process.ppid}-parent`, 5),
    make("another.1-recent", 5),
  ];
  make(`${here}.${process.pid}-before`, 5);
  make(`${here}.999999999-dead`, 0);
  make("another.1-forgotten", 25);
  make("12345-older-form", 25);
  await sweepTemporaryFolders();
  expect((await leftOnDisk()).toSorted()).toEqual(kept.toSorted());
});

/** Processes whose command names the folder. */
function processesOf(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ");
        return command.includes(folder) ? [command] : [];
      } catch {
        return [];
      }
    });
}
