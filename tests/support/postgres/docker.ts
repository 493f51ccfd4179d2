import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { startKeeper, waitUntilReady } from "./keep.ts";
import type { PostgresOptions, RunningPostgres } from "./start-postgres.ts";

const run = promisify(execFile);
const IMAGE = "pgvector/pgvector:pg17";

/** The same server in a container, removed when it stops. Throws when no engine answers. */
export async function startContainer(options: PostgresOptions): Promise<RunningPostgres> {
  await run("docker", ["info"], { timeout: 10_000 });
  await run("docker", ["pull", "--quiet", IMAGE], { timeout: 300_000 });
  const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-postgres-"));
  const logFile = path.join(folder, "docker.log");
  const name = path.basename(folder);
  const password = randomBytes(12).toString("hex");
  const settings = options.durable ? [] : ["-c", "fsync=off", "-c", "full_page_writes=off"];
  const keeper = startKeeper({
    command: "docker",
    args: [
      "run",
      "--rm",
      "--name",
      name,
      "-e",
      `POSTGRES_PASSWORD=${password}`,
      "-p",
      "127.0.0.1::5432",
      IMAGE,
      ...settings,
    ],
    logFile,
    folder,
  });
  let url = "";
  await waitUntilReady({
    keeper: keeper.process,
    timeoutMs: 60_000,
    failure: () =>
      `the container did not start: ${existsSync(logFile) ? readFileSync(logFile, "utf8").slice(-600) : ""}`,
    async isReady() {
      const port = await run("docker", ["port", name, "5432"]).catch(() => undefined);
      const address = port?.stdout.trim().split("\n")[0];
      url = `postgres://postgres:${password}@${address}/postgres`;
      return address !== undefined && (await answers(url));
    },
  }).catch(async (error: unknown) => {
    await keeper.stop();
    throw error;
  });
  return { url, origin: `a container of ${IMAGE}`, stop: keeper.stop };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
