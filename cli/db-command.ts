import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { lockDirectory } from "@/db/directory-lock";
import { env } from "@/server/env";
import { fail } from "./fail";
import { serveEmbedded } from "./serve-embedded";

// `npm run db:push | db:drop | db:studio`: drizzle-kit on this installation's database.

const command = process.argv[2];
const url = env.DATABASE_MIGRATION_URL ?? env.DATABASE_URL;
const isEmbedded = url.startsWith("pglite:");

switch (command) {
  case "push":
    refuseUnlessThrowAway("db:push changes tables without a migration");
    await drizzleKit(["push"]);
    break;
  case "drop":
    refuseUnlessThrowAway("db:drop deletes everything");
    await drop();
    break;
  case "studio":
    await drizzleKit(["studio"]);
    break;
  default:
    fail("Usage: npm run db:push | db:drop | db:studio", 2);
}

function refuseUnlessThrowAway(what: string): void {
  if (env.NODE_ENV === "production") fail(`${what}: refused in production.`);
  if (isEmbedded) return;
  const host = new URL(url).hostname;
  if (!["localhost", "127.0.0.1", "[::1]", ""].includes(host)) {
    fail(
      `${what}: refused on ${host}, because it is only for throw-away databases of this machine. Use npm run db:migrate.`,
    );
  }
}

async function drop(): Promise<void> {
  if (isEmbedded) {
    const directory = url.slice("pglite:".length);
    const release = hold(directory);
    rmSync(path.join(directory, "pglite"), { recursive: true, force: true });
    release();
    console.log(`The embedded database in ${directory} is gone. npm start makes a new one.`);
    return;
  }
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("drop schema if exists public, drizzle, pgboss cascade; create schema public;");
  await client.end();
  console.log("All tables are gone. npm run db:migrate makes them anew.");
}

/** drizzle-kit, on the embedded database through a socket that speaks Postgres' protocol, extensions loaded. */
async function drizzleKit(words: string[]): Promise<void> {
  if (!isEmbedded) process.exit(await run(words, url));
  const release = hold(url.slice("pglite:".length));
  try {
    const server = await serveEmbedded(url.slice("pglite:".length));
    process.exitCode = await run(words, server.url);
    await server.close();
  } finally {
    release();
  }
}

function run(words: string[], address: string): Promise<number> {
  const child = spawn(process.execPath, ["node_modules/drizzle-kit/bin.cjs", ...words], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_MIGRATION_URL: address },
  });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
}

function hold(directory: string): () => void {
  try {
    return lockDirectory(directory);
  } catch (error) {
    fail(error);
  }
}
