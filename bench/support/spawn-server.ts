import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** A child process that serves, ended with this one. */
export interface Server {
  origin: string;
  pid: number;
  stop(): Promise<void>;
}

/** The built app on a free port, with the environment of this process: builds it when its sources have changed. */
export async function startApp(): Promise<Server> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  return start(
    ["cli/start.mjs", "--port", String(port)],
    { BETTER_AUTH_URL: origin, HOST: "127.0.0.1" },
    (text) => (text.includes("Carrel is ready at") ? origin : undefined),
  );
}

/** A script of ours that prints `port N`. */
export function startScript(args: string[]): Promise<Server> {
  return start(args, {}, (text) => {
    const port = /port (\d+)/.exec(text)?.[1];
    return port === undefined ? undefined : `http://127.0.0.1:${port}`;
  });
}

async function start(
  args: string[],
  env: Record<string, string>,
  findOrigin: (text: string) => string | undefined,
): Promise<Server> {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  process.on("exit", () => child.kill("SIGTERM"));
  const ended = once(child, "exit");
  let said = "";
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = findOrigin(said);
      if (found !== undefined) resolve(found);
    });
    ended.then(() => reject(new Error(`${args[0]} ended before it served:\n${said}`)));
  });
  return {
    origin,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
