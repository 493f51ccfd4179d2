import { mkdirSync, mkdtempSync, openAsBlob, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { PGliteOptions } from "@electric-sql/pglite";
import { afterAll, beforeAll, inject, vi } from "vitest";
import { createDatabase } from "./postgres/databases";

// Runs before each file of integration tests: gives it a database, a data directory and source folders of its own,
// before anything reads the environment.

// A database in memory begins as a copy of the one that was migrated before the run.
vi.mock("@electric-sql/pglite", async (importOriginal) => {
  const { PGlite, ...rest } = await importOriginal<typeof import("@electric-sql/pglite")>();
  const create: (options?: PGliteOptions) => Promise<unknown> = PGlite.create.bind(PGlite);
  const copy = async (options?: PGliteOptions) => create(await withTemplate(options));
  return { PGlite: Object.assign(PGlite, { create: copy }), ...rest };
});

async function withTemplate(options: PGliteOptions | undefined) {
  const template = inject("pgliteTemplate");
  if (options?.dataDir !== "memory://" || !template) return options;
  return { ...options, loadDataDir: await openAsBlob(template) };
}

const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-test-"));
const sources = path.join(folder, "sources");
mkdirSync(sources);

const template = inject("databaseUrl");
const database = template === "" ? undefined : await createDatabase(template);

for (const name of [
  "DATABASE_MIGRATION_URL",
  "DATABASE_DRIVER",
  "NEON_PROXY_URL",
  "TRUSTED_ORIGINS",
  ...["BLOB_S3_ENDPOINT", "BLOB_S3_BUCKET", "BLOB_S3_REGION", "BLOB_S3_ACCESS_KEY_ID"],
  "BLOB_S3_SECRET_ACCESS_KEY",
  "EMBEDDING_BASE_URL",
  "EMBEDDING_MODEL",
  "CHAT_PROVIDER",
  "CHAT_BASE_URL",
  "CHAT_MODEL",
  "CHAT_SMALL_MODEL",
]) {
  delete process.env[name];
}
Object.assign(process.env, {
  DATA_DIR: path.join(folder, "data"),
  DATABASE_URL: database?.url ?? "pglite:memory://",
  // The converted model is the same for every file.
  MODEL_CACHE_DIR: path.resolve(".cache/models"),
  BETTER_AUTH_URL: "http://localhost:3000",
  BETTER_AUTH_SECRET: "only for tests, and long enough to be taken",
  ENCRYPTION_KEY: "only for tests, and long enough to be taken",
  LOCAL_SOURCES: sources,
  RATE_LIMIT: "off",
  LOG_LEVEL: process.env.LOG_LEVEL ?? "fatal",
});

if (inject("reachedBy") === "neon") {
  Object.assign(process.env, { DATABASE_DRIVER: "neon", NEON_PROXY_URL: inject("neonProxyUrl") });
}

if (inject("reachedBy") === "pgbouncer" && database) {
  const pooled = new URL(inject("poolerUrl"));
  pooled.pathname = new URL(database.url).pathname;
  Object.assign(process.env, { DATABASE_URL: pooled.href, DATABASE_MIGRATION_URL: database.url });
}

// PGlite takes seconds to open, which no test should pay for.
beforeAll(async () => {
  const { getDatabase } = await import("@/db/client");
  await getDatabase();
}, 120_000);

afterAll(async () => {
  const { stopWorker } = await import("@/server/background/worker");
  const { closeDatabase } = await import("@/db/client");
  const { closeEmbedder } = await import("@/server/ai/get-embedder");
  await stopWorker();
  await closeEmbedder();
  await closeDatabase();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});
