import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

type Killable<Said> = {
  /** Name of a script of this folder, without its ending. */
  script: string;
  args: string[];
  env: Record<string, string>;
  /** Given each line of JSON that the script says, and the way to kill it so many milliseconds later. */
  heard: (said: Said, killAfter: (ms: number) => void) => void;
};

/** Runs a process until it ends or is killed. Throws with what it said of errors when it ends with one. */
export async function runKillable<Said>({ script, args, env, heard }: Killable<Said>): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      // Should the tests be ended, the pipe closes, and with it the process ends.
      ...["--import", pathToFileURL(path.resolve("cli/end-with-parent.mjs")).href],
      ...["--import", "tsx", "--conditions=react-server", `tests/support/crash/${script}.ts`],
      ...args,
    ],
    { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, LOG_LEVEL: "error", ...env } },
  );
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  let timer: NodeJS.Timeout | undefined;
  const killAfter = (ms: number) => {
    timer = setTimeout(() => child.kill("SIGKILL"), ms);
  };
  createInterface(child.stdout).on("line", (line) => {
    if (line.startsWith("{")) heard(JSON.parse(line) as Said, killAfter);
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  if (code !== 0 && code !== null) throw new Error(`The process failed: ${errors}`);
}
