import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { canConnect, freePort } from "../postgres/free-port.ts";
import { startKeeper, waitUntilReady } from "../postgres/keep.ts";
import { findUser, makeFolderFor } from "../postgres/user.ts";
import { findPgbouncer } from "./find-pgbouncer.ts";

/** A running pooler. */
export interface Pgbouncer {
  /** The address of a database of the same server, through the pooler and as its one user. */
  through(databaseUrl: string): string;
  stop(): Promise<void>;
}

/**
 * pgbouncer in transaction mode before the server of `serverUrl`, for one user. Few connections, taken in turn: whatever
 * relies on having the same one twice fails soon. It refuses root, as Postgres does.
 */
export async function startPgbouncer(
  serverUrl: string,
  login: { user: string; password: string },
): Promise<Pgbouncer> {
  const found = findPgbouncer();
  if ("reason" in found) throw new Error(found.reason);
  const user = findUser();
  const folder = makeFolderFor(user);
  try {
    const port = await freePort();
    const server = new URL(serverUrl);
    const [settings, users, logFile] = ["pgbouncer.ini", "users.txt", "pgbouncer.log"].map((name) =>
      path.join(folder, name),
    ) as [string, string, string];
    writeFileSync(users, `"${login.user}" "${login.password}"\n`, { mode: 0o600 });
    writeFileSync(settings, configuration(server, port, users));
    if (user) for (const file of [users, settings]) chownSync(file, user.uid, user.gid);
    const keeper = startKeeper({
      command: found.command,
      args: [settings],
      ...user,
      logFile,
      folder,
      // SIGINT would wait until every client has gone.
      stopSignal: "SIGTERM",
    });
    await waitUntilReady({
      keeper: keeper.process,
      timeoutMs: 10_000,
      isReady: () => canConnect(port),
      failure: () =>
        `pgbouncer did not start: ${existsSync(logFile) ? readFileSync(logFile, "utf8").slice(-600) : ""}`,
    });
    return {
      through(databaseUrl) {
        const { pathname } = new URL(databaseUrl);
        return `postgres://${login.user}:${login.password}@127.0.0.1:${port}${pathname}`;
      },
      stop: keeper.stop,
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

const configuration = (server: URL, port: number, users: string) => `[databases]
* = host=${server.hostname} port=${server.port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 5
server_round_robin = 1
max_client_conn = 500
server_idle_timeout = 5
`;
