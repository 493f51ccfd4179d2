import { spawn, spawnSync } from "node:child_process";
import pg from "pg";
import { env } from "@/server/env";
import { fail } from "../fail";

/**
 * The address for backing up and restoring a Postgres server: its user must read and write past row security, which is
 * forced on the owner too.
 */
export const administratorUrl = (): string =>
  process.env.BACKUP_DATABASE_URL || (env.DATABASE_MIGRATION_URL ?? env.DATABASE_URL);

/** Ends the command unless `program` of Postgres is installed, and not older than the server. */
export function requireTool(program: "pg_dump" | "pg_restore", server: number): void {
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  const package_ = `postgresql-client-${server} (Debian, Ubuntu) or libpq (Homebrew)`;
  if (status !== 0)
    fail(`${program} is not installed, or not in the PATH. Install ${package_} and try again.`);
  const version = Number(/\b(\d+)(?:\.\d+|devel|beta|rc)/.exec(stdout)?.[1] ?? 0);
  if (version < server) {
    fail(
      `${program} ${version} cannot handle a Postgres ${server}. Install ${package_} and put it first in the PATH.`,
    );
  }
}

export interface ServerFacts {
  major: number;
  user: string;
  /** Whether the user reads past row security. */
  isAdministrator: boolean;
  isSuperuser: boolean;
  tables: number;
}

/** Asks the server who we are to it. Ends the command when it does not answer. */
export async function askServer(url: string): Promise<ServerFacts> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<ServerFacts>(`
      select current_setting('server_version_num')::int / 10000 as major, current_user as user,
        rolsuper or rolbypassrls as "isAdministrator", rolsuper as "isSuperuser",
        (select count(*)::int from pg_tables where schemaname = 'public') as tables
      from pg_roles where rolname = current_user`);
    return rows[0] ?? fail("The server did not say who we are.");
  } catch (error) {
    return fail(
      `The Postgres server cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** Runs a program of Postgres on the database of `url`; the password goes by the environment, where `ps` shows none. */
export function runTool(program: string, args: string[], url: string): Promise<number> {
  const { username, password, hostname, port, pathname, searchParams } = new URL(url);
  const child = spawn(program, args, {
    stdio: "inherit",
    env: {
      ...process.env,
      PGHOST: hostname || (searchParams.get("host") ?? ""),
      PGPORT: port || "5432",
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: decodeURIComponent(pathname.slice(1)),
      ...(searchParams.has("sslmode") ? { PGSSLMODE: searchParams.get("sslmode") ?? "" } : {}),
    },
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(127));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
