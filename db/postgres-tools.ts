import { spawn, spawnSync } from "node:child_process";

/** Why `program` cannot work on a server of this major version, and what to install; undefined when it can. */
export function whyUnusable(program: "pg_dump" | "pg_restore", serverMajor: number): string | undefined {
  const { status, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  const packages = `postgresql-client-${serverMajor} (Debian, Ubuntu) or libpq (Homebrew)`;
  if (status !== 0) return `${program} is not installed, or not in the PATH. Install ${packages}.`;
  const version = Number(/\b(\d+)(?:\.\d+|devel|beta|rc)/.exec(stdout)?.[1] ?? 0);
  return version < serverMajor
    ? `${program} ${version} cannot handle a Postgres ${serverMajor}. Install ${packages} and put it first in the PATH.`
    : undefined;
}

/** Runs a program of Postgres on the database of `url`; the password goes by the environment, where `ps` shows none. */
export function runTool(program: string, args: string[], url: string): Promise<number> {
  const { username, password, hostname, port, pathname, searchParams } = new URL(url);
  const child = spawn(program, args, {
    stdio: "inherit",
    env: {
      // biome-ignore lint/style/noProcessEnv: the program needs PATH and HOME as we have them.
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
