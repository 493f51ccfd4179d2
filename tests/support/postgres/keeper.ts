import { type ChildProcess, spawn } from "node:child_process";
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
let server = start();

const stop = () => server.kill(task.stopSignal ?? "SIGINT");
process.stdin.setEncoding("utf8").on("data", obey).on("end", stop).on("error", stop);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
setInterval(() => {}, 60_000);

function start(): ChildProcess {
  const log = openSync(task.logFile, "a");
  const started = spawn(task.command, task.args, {
    cwd: "/",
    stdio: ["ignore", log, log],
    ...(task.uid === undefined ? {} : { uid: task.uid, gid: task.gid }),
  });
  closeSync(log);
  started.on("error", () => finish(1));
  started.on("exit", (code) => started === server && finish(code ?? 1));
  return started;
}

/** `restart SIGQUIT 500` sends that signal and, so many milliseconds after the server has ended, starts it again. */
function obey(line: string): void {
  const [word, signal, pauseMs] = line.trim().split(" ");
  if (word !== "restart") return;
  const ending = server;
  ending.removeAllListeners("exit").on("exit", () => setTimeout(() => (server = start()), Number(pauseMs)));
  ending.kill(signal as NodeJS.Signals);
}

function finish(code: number): never {
  rmSync(task.folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}
