import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startGitServer } from "./git/git-server";
import { startNeonDatabase } from "./neon/e2e-database";
import { startOAuthServer } from "./oauth-server";

// Whatever the developer has set must neither be used nor changed by a test run.
const EMPTIED = [
  ...["DATABASE_URL", "DATABASE_MIGRATION_URL", "DATABASE_DRIVER", "NEON_PROXY_URL", "TRUSTED_ORIGINS"],
  ...["BETTER_AUTH_SECRET", "ENCRYPTION_KEY", "SMTP_URL", "MAIL_FROM"],
  ...[
    "BLOB_S3_ENDPOINT",
    "BLOB_S3_BUCKET",
    "BLOB_S3_REGION",
    "BLOB_S3_ACCESS_KEY_ID",
    "BLOB_S3_SECRET_ACCESS_KEY",
  ],
  ...[
    "EMBEDDING_BASE_URL",
    "EMBEDDING_API_KEY",
    "EMBEDDING_MODEL",
    "EMBEDDING_DIMENSIONS",
    "WORKER",
    "ENCRYPTION_KEYS_OLD",
  ],
];

/**
 * Playwright's global setup: the production server as `npm start` runs it, on the port the configuration chose, with
 * a data directory, source folders and a git server of its own. Journeys find the folders in E2E_SOURCES, and the git
 * server's repositories, address and token in E2E_GIT_…, and who plays GitHub and Google at E2E_OAUTH_URL. E2E_DATABASE=neon takes a Postgres behind a WebSocket proxy
 * instead of the embedded database. Returns the teardown.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  const port = process.env.E2E_PORT;
  if (!port) throw new Error("E2E_PORT is not set: journeys are run through playwright.config.ts");
  const folder = mkdtempSync(path.join(os.tmpdir(), "carrel-e2e-"));
  const sources = path.join(folder, "sources");
  mkdirSync(sources);
  const fixtures = path.join(process.cwd(), "tests", "fixtures", "sources");
  if (existsSync(fixtures)) cpSync(fixtures, sources, { recursive: true });
  process.env.E2E_SOURCES = sources;
  process.env.E2E_DATA_DIR = path.join(folder, "data");
  const git = await startGitServer();
  const oauth = await startOAuthServer();
  Object.assign(process.env, {
    E2E_GIT_FOLDER: git.folder,
    E2E_GIT_URL: git.url,
    E2E_GIT_TOKEN: git.token,
    E2E_OAUTH_URL: oauth.url,
  });

  const neon = process.env.E2E_DATABASE === "neon" ? await startNeonDatabase() : undefined;

  // Should this run be killed, the pipe closes, and with it the server ends.
  const guard = pathToFileURL(path.resolve("cli/end-with-parent.mjs")).href;
  const child = spawn(process.execPath, ["--import", guard, "cli/start.mjs", "--port", port], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      ...process.env,
      ...Object.fromEntries(EMPTIED.map((name) => [name, ""])),
      DATA_DIR: process.env.E2E_DATA_DIR,
      HOST: "127.0.0.1",
      BETTER_AUTH_URL: `http://127.0.0.1:${port}`,
      LOCAL_SOURCES: sources,
      OAUTH_TEST_SERVER: oauth.url,
      ...{ GITHUB_CLIENT_ID: "id", GITHUB_CLIENT_SECRET: "secret of github" },
      ...{ GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: "secret of google" },
      GIT_PRIVATE_HOSTS: git.host,
      GIT_CA_FILE: git.caFile,
      RATE_LIMIT: "off",
      LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
      ...neon?.variables,
    },
  });
  const ended = once(child, "exit");
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
    await git.close();
    await oauth.close();
    await neon?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await isReady(child.stdout, ended);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The start command prints its address once the app answers; everything it prints is shown as well. */
function isReady(output: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    output.setEncoding("utf8");
    output.on("data", (text: string) => {
      process.stdout.write(text);
      if (text.includes("Carrel is ready at")) resolve();
    });
    ended.then(() =>
      reject(new Error("The server for the journeys ended before it was ready: its reason is above.")),
    );
  });
}
