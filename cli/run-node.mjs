import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { Refusal, root } from "./project.mjs";

// What the product itself runs on; the system's Node only has to start these scripts.
const NEEDED_MAJOR = 24;

/** The Node that runs the product: the one installed with the dependencies, else ours when it is new enough. */
export function findNode() {
  const installed = path.join(root, "node_modules", "node", "bin", "node");
  if (existsSync(installed) && spawnSync(installed, ["--version"]).status === 0) return installed;
  if (Number(process.versions.node.split(".")[0]) >= NEEDED_MAJOR) return process.execPath;
  throw new Refusal(
    `Node ${NEEDED_MAJOR} was not installed with the dependencies, perhaps because npm was told to ignore scripts. ` +
      `Run "npm rebuild node --ignore-scripts=false" here, or use Node ${NEEDED_MAJOR} or later.`,
  );
}

/** The environment of a program of this project: its own programs come first, and Next reports to nobody. */
export function projectEnvironment(extra = {}) {
  const bin = [path.join(root, "node_modules", ".bin"), path.dirname(findNode())].join(path.delimiter);
  return {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: "1",
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
    ...extra,
  };
}

/**
 * Runs a script with that Node until it ends, in the project's folder. `quiet` collects what it prints instead of
 * showing it. Returns `{ code, output }`; a death by signal is 128 or more, as in a shell.
 */
export function runNode(args, { quiet = false, env = {} } = {}) {
  return run(findNode(), args, { quiet, env: projectEnvironment(env) });
}

/** The same for any program. */
export function run(command, args, { quiet = false, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: exitStatus(code, signal), output }));
  });
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

export const exitStatus = (code, signal) => code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0);

/** The end of a long output: where the reason usually stands. */
export const lastLines = (output, count = 25) => output.trimEnd().split("\n").slice(-count).join("\n");
