import { spawn } from "node:child_process";
import { closeSync, openSync, rmSync } from "node:fs";

/**
 * Keeps one server alive for exactly as long as whoever started this process lives: it ends when its stdin closes,
 * which the kernel does even after kill −9. Then the server is stopped in order and its folder removed.
 * Started with one argument, a `KeeperTask` as JSON.
 */
export interface KeeperTask {
  command: string;
  args: string[];
  uid?: number;
  gid?: number;
  logFile: string;
  /** Default SIGINT: Postgres' fast shutdown, and what docker run hands on to the container. */
  stopSignal?: NodeJS.Signals;
  /** Removed when the server has ended. */
  folder: string;
}

const task: KeeperTask = JSON.parse(process.argv[2] ?? "");
const log = openSync(task.logFile, "a");
const server = spawn(task.command, task.args, {
  cwd: "/",
  stdio: ["ignore", log, log],
  ...(task.uid === undefined ? {} : { uid: task.uid, gid: task.gid }),
});
closeSync(log);

const stop = () => server.kill(task.stopSignal ?? "SIGINT");
process.stdin.on("end", stop).on("error", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
setInterval(() => {}, 60_000);

server.on("error", () => finish(1));
server.on("exit", (code) => finish(code ?? 1));

function finish(code: number): never {
  rmSync(task.folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}
