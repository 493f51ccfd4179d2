import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "./free-port.ts";
import { startKeeper, waitUntilReady } from "./keep.ts";
import type { PostgresOptions, RunningPostgres } from "./start-postgres.ts";
import { findUser, makeFolderFor, type RunAs, reachableBinaries } from "./user.ts";

export interface EmbeddedPostgres extends RunningPostgres {
  /** Postgres' immediate shutdown, no checkpoint, and its start again after so many milliseconds. */
  stopAtOnceAndStart(pauseMs: number): void;
}

/** A new cluster from the binaries at `native`, in a temporary folder, on a free loopback port. */
export async function startEmbedded(native: string, options: PostgresOptions): Promise<EmbeddedPostgres> {
  const user = findUser();
  const folder = makeFolderFor(user);
  const password = randomBytes(12).toString("hex");
  const [data, logFile] = [path.join(folder, "data"), path.join(folder, "postgres.log")];
  try {
    const bin = path.join(reachableBinaries(native, folder, user), "bin");
    initializeCluster({ bin, data, folder, password, user });
    const port = await freePort();
    const settings = [
      `port=${port}`,
      "listen_addresses=127.0.0.1",
      `unix_socket_directories=${folder}`,
      "jit=off",
    ];
    if (!options.durable) settings.push("fsync=off", "full_page_writes=off", "synchronous_commit=off");
    const keeper = startKeeper({
      command: path.join(bin, "postgres"),
      args: ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
      ...user,
      logFile,
      folder,
    });
    await waitUntilReady({
      keeper: keeper.process,
      timeoutMs: 30_000,
      isReady: async () => isReady(data),
      failure: () =>
        `Postgres did not start: ${existsSync(logFile) ? readFileSync(logFile, "utf8").slice(-600) : ""}`,
    }).catch(async (error: unknown) => {
      await keeper.stop();
      throw error;
    });
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    return {
      url,
      origin: "built in .cache/postgres",
      stop: keeper.stop,
      stopAtOnceAndStart: (pauseMs) => keeper.restart("SIGQUIT", pauseMs),
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function initializeCluster(o: {
  bin: string;
  data: string;
  folder: string;
  password: string;
  user: RunAs;
}): void {
  const passwordFile = path.join(o.folder, "password");
  writeFileSync(passwordFile, o.password, { mode: 0o600 });
  if (o.user) chownSync(passwordFile, o.user.uid, o.user.gid);
  const authentication = ["-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  const locale = [
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  execFileSync(path.join(o.bin, "initdb"), ["-D", o.data, ...authentication, ...locale, "--no-sync"], {
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
    ...o.user,
  });
  rmSync(passwordFile);
}

/** Postgres writes `ready` into the eighth line of its pid file once it accepts connections. */
function isReady(data: string): boolean {
  const pidFile = path.join(data, "postmaster.pid");
  return existsSync(pidFile) && readFileSync(pidFile, "utf8").split("\n")[7]?.trim() === "ready";
}
