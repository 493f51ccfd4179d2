import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { createServer } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";

export interface ProductionServer {
  url: string;
  process: ChildProcess;
  /** Everything it has printed so far, on both outputs. */
  printed: () => string;
  /** Sends the signal and resolves to the exit status once it has ended. */
  stop: (signal?: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>;
}

/** The built app as a process of its own, by `next start` alone; resolves when it is ready. */
export async function startProductionServer(options: {
  dataDir: string;
  port: number;
  env?: Record<string, string>;
  /** A module that the server loads first. */
  preload?: string;
}): Promise<ProductionServer> {
  const url = `http://127.0.0.1:${options.port}`;
  // Should the test be killed, the pipe closes, and with it the server ends.
  const preloads = ["cli/end-with-parent.mjs", ...(options.preload ? [options.preload] : [])].flatMap(
    (file) => ["--import", pathToFileURL(path.resolve(file)).href],
  );
  const child = spawn(
    process.execPath,
    [...preloads, "node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(options.port)],
    {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH ?? "",
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        DATA_DIR: options.dataDir,
        MODEL_CACHE_DIR: path.resolve(".cache/models"),
        HOST: "127.0.0.1",
        PORT: String(options.port),
        BETTER_AUTH_URL: url,
        RATE_LIMIT: "off",
        LOG_LEVEL: "warn",
        ...options.env,
      },
    },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const ended = once(child, "exit").then(([code, signal]) => code ?? signal);
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  await Promise.race([
    isReady(url),
    ended.then((status) => {
      throw new Error(`The server ended (${status}) before it was ready: ${printed.slice(-2_000)}`);
    }),
  ]);
  return { url, process: child, printed: () => printed, stop };
}

async function isReady(url: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    if ((await askReady(url)) === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error("The server did not become ready within a minute.");
}

/** By a connection of its own, which nobody keeps open. */
function askReady(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    http
      .get(`${url}/ready`, { agent: false }, (response) => {
        response.resume().on("close", () => resolve(response.statusCode));
      })
      .on("error", () => resolve(undefined));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
