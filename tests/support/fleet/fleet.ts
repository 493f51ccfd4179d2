import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "@/server/router";
import { FleetProcess } from "./process";

/** A web process of a fleet, and how it is called; its port changes with every start. */
export interface Web {
  process: FleetProcess;
  port: number;
}

/** Two web processes and two workers on one Postgres. */
export interface Fleet {
  webs: Web[];
  workers: FleetProcess[];
  /** A folder of its own below which repositories may be added. */
  sources: string;
  /** Kills a process and starts it again: resolves when it is ready. */
  replace(one: Web | FleetProcess): Promise<void>;
  /** The API as the person of `cookie` calls it at one of the web processes. */
  apiAt(web: Web, cookie: string): ReturnType<typeof createTRPCClient<AppRouter>>;
  /** Signs a person up; gives the cookie of their session. */
  signUp(email: string): Promise<string>;
  stop(): void;
}

const ORIGIN = "http://localhost:3000";

export async function startFleet(databaseUrl: string, variables: Record<string, string>): Promise<Fleet> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-fleet-"));
  const sources = path.join(folder, "sources");
  mkdirSync(sources);
  const env = {
    DATABASE_URL: databaseUrl,
    DATABASE_MIGRATION_URL: "",
    DATA_DIR: path.join(folder, "data"),
    BETTER_AUTH_URL: ORIGIN,
    LOCAL_SOURCES: sources,
    DEFAULT_PLAN: "enterprise",
    WORKER: "off",
    RATE_LIMIT: "off",
    LOG_LEVEL: "info",
    ...variables,
  };
  const newWeb = () => ({
    process: new FleetProcess("tests/support/fleet/web.ts", env, /^\{"port"/),
    port: 0,
  });
  const newWorker = () => new FleetProcess("cli/worker.ts", env, /taking up background work/);
  const webs = [newWeb(), newWeb()];
  const workers = [newWorker(), newWorker()];
  const start = async (one: Web | FleetProcess) => {
    if (one instanceof FleetProcess) await one.start();
    else one.port = (JSON.parse(await one.process.start()) as { port: number }).port;
  };
  await Promise.all([...webs, ...workers].map(start));
  return {
    webs,
    workers,
    sources,
    async replace(one) {
      (one instanceof FleetProcess ? one : one.process).kill();
      await start(one);
    },
    apiAt: (web, cookie) =>
      createTRPCClient<AppRouter>({
        links: [
          httpLink({
            url: `http://127.0.0.1:${web.port}/api/trpc`,
            transformer: superjson,
            headers: { cookie, origin: ORIGIN },
          }),
        ],
      }),
    async signUp(email) {
      const response = await fetch(`http://127.0.0.1:${webs[0]?.port}/api/auth/sign-up/email`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: ORIGIN },
        body: JSON.stringify({ name: "Ada", email, password: "correct horse battery" }),
      });
      if (!response.ok) throw new Error(await response.text());
      return response.headers
        .getSetCookie()
        .map((one) => one.split(";", 1)[0])
        .join("; ");
    },
    stop() {
      for (const one of [...webs.map(({ process }) => process), ...workers]) one.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
