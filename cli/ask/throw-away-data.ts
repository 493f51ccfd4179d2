import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Points this process at a database of its own in a temporary folder, which is removed however the process ends, and lets
 * it read `root`. Whatever a `.env` says about a server does not count here; the embedding and chat models do.
 */
export function prepareThrowAwayData(root: string): void {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "carrel-ask-"));
  process.on("exit", () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 }));
  const ends = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  for (const [signal, status] of Object.entries(ends)) process.on(signal, () => process.exit(status));

  const modelDir = path.resolve(process.env.DATA_DIR || ".data", "models");
  for (const name of ["DATABASE_MIGRATION_URL", "DATABASE_DRIVER", "TRUSTED_ORIGINS", "DISABLE_SIGN_UP"]) {
    delete process.env[name];
  }
  Object.assign(process.env, {
    DATA_DIR: dataDir,
    DATABASE_URL: `pglite:${dataDir}`,
    // Made once, kept for the next time.
    MODEL_CACHE_DIR: process.env.MODEL_CACHE_DIR || modelDir,
    LOCAL_SOURCES: withoutSeparators(root),
    DEFAULT_PLAN: "enterprise",
    RATE_LIMIT: "off",
    LOG_LEVEL: process.env.LOG_LEVEL || "fatal",
  });
}

/** The variable is a list: of a path that holds a comma, the part above it. */
function withoutSeparators(root: string): string {
  let folder = root;
  while (/[,\n]/.test(folder)) folder = path.dirname(folder);
  return folder;
}
