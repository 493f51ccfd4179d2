import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { migratePostgres } from "@/db/migrate";
import { createDatabase, createTemplate } from "@/tests/support/postgres/databases";
import { startPostgres } from "@/tests/support/postgres/start-postgres";

/** Where a bench works: a folder that vanishes with the process, and a database when it asks for a server. */
export interface Place {
  folder: string;
  /** Below this folder sources may be indexed. */
  sources: string;
  /** The superuser's address of the bench's own database; undefined for the embedded one. */
  databaseUrl: string | undefined;
}

/**
 * Makes the place and points the environment at it. To be called before the first import of anything that reads the
 * environment. The server ends with this process.
 */
export async function setUp(engine: "embedded in memory" | "postgres"): Promise<Place> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
  const sources = path.join(folder, "sources");
  mkdirSync(sources);
  const databaseUrl = engine === "postgres" ? await makeDatabase() : undefined;
  for (const name of [
    "DATABASE_MIGRATION_URL",
    "DATABASE_DRIVER",
    "EMBEDDING_BASE_URL",
    "EMBEDDING_MODEL",
    "CHAT_PROVIDER",
    "CHAT_BASE_URL",
    "CHAT_MODEL",
    "CHAT_SMALL_MODEL",
    "WORKER",
  ]) {
    delete process.env[name];
  }
  Object.assign(process.env, {
    DATA_DIR: path.join(folder, "data"),
    DATABASE_URL: databaseUrl ?? "pglite:memory://",
    MODEL_CACHE_DIR: path.resolve(".cache/models"),
    BETTER_AUTH_URL: "http://localhost:3000",
    BETTER_AUTH_SECRET: "only for benches, and long enough to be taken",
    ENCRYPTION_KEY: "only for benches, and long enough to be taken",
    LOCAL_SOURCES: sources,
    RATE_LIMIT: "off",
    LOG_LEVEL: "error",
  });
  return { folder, sources, databaseUrl };
}

async function makeDatabase(): Promise<string> {
  const server = await startPostgres();
  if ("reason" in server) throw new Error(server.reason);
  const template = await createTemplate(server.url, (url) =>
    migratePostgres({ url, migrationUrl: undefined }),
  );
  return (await createDatabase(template)).url;
}
