import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { KeeperTask } from "./keeper.ts";

export interface Keeper {
  process: ChildProcess;
  stop(): Promise<void>;
  /** Ends the server by a signal and starts it again so many milliseconds after it has ended. */
  restart(signal: NodeJS.Signals, pauseMs: number): void;
}

/** Starts a server under a keeper, which outlives a kill −9 of this process just long enough to clean up. */
export function startKeeper(task: KeeperTask): Keeper {
  const keeper = spawn(
    process.execPath,
    [path.join(import.meta.dirname, "keeper.ts"), JSON.stringify(task)],
    {
      detached: true,
      stdio: ["pipe", "ignore", "inherit"],
    },
  );
  keeper.unref();
  return {
    process: keeper,
    restart: (signal, pauseMs) => void keeper.stdin?.write(`restart ${signal} ${pauseMs}\n`),
    async stop() {
      if (keeper.exitCode !== null || keeper.signalCode !== null) return;
      const ended = once(keeper, "exit");
      keeper.ref();
      keeper.stdin?.end();
      await ended;
    },
  };
}

/** Asks until `isReady` says yes. Throws `failure()` when the keeper has ended or `timeoutMs` has passed. */
export async function waitUntilReady(options: {
  keeper: ChildProcess;
  isReady: () => Promise<boolean>;
  timeoutMs: number;
  failure: () => string;
}): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  while (!(await options.isReady())) {
    if (options.keeper.exitCode !== null || Date.now() > deadline) throw new Error(options.failure());
    await sleep(30);
  }
}
