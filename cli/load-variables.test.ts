import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-variables-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(variables: Record<string, string> = {}) {
  const preload = `--import=${path.resolve("cli/load-variables.mjs")}`;
  const { stdout, stderr } = spawnSync(process.execPath, [preload, "--print", "process.env.HERON"], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...variables },
    encoding: "utf8",
  });
  return { stdout: stdout.trim(), stderr };
}

test("a command takes the variables of .env, the environment outweighs it, and nothing is said where there is none", () => {
  expect(run()).toEqual({ stdout: "undefined", stderr: "" });
  writeFileSync(path.join(folder, ".env"), "HERON=grey\n");
  expect(run()).toEqual({ stdout: "grey", stderr: "" });
  expect(run({ HERON: "white" })).toEqual({ stdout: "white", stderr: "" });
});

test("every command of npm that reads variables reads them this way", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  for (const [name, command] of Object.entries(scripts)) {
    expect(command, name).not.toContain("--env-file");
    if (/\bcli\/[\w-]+\.ts\b/.test(command))
      expect(command, name).toContain("--import=./cli/load-variables.mjs");
  }
});
