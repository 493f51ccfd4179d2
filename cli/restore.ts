import "./leave-secrets-alone";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { migratePostgres } from "@/db/migrate";
import { runTool } from "@/db/postgres-tools";
import { restoreDirectory } from "@/db/restore";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { env } from "@/server/env";
import { holdEmbedded } from "./backup/hold-embedded";
import { placeOriginals } from "./backup/originals";
import { administratorUrl, askServer, requireTool } from "./backup/server-tools";
import { fail } from "./fail";

// `npm run restore -- FILE [--force]`: puts a backup in the place of the database, then checks and migrates it.

const MAKE_EXTENSIONS =
  "create extension if not exists vector; create extension if not exists pg_trgm; create extension if not exists btree_gin;";
// The new schema belongs to whoever owns the database, as it does in a new one.
const EMPTY_DATABASE =
  "drop schema if exists public, drizzle, pgboss cascade; create schema public authorization pg_database_owner; " +
  "grant usage on schema public to public; comment on schema public is 'standard public schema';";

const { archive, force } = readArguments();
if (!existsSync(archive)) fail(`There is no file ${archive}.`);

const held = holdEmbedded();
if (held) await restoreEmbedded(held.directory, held.release);
else await restoreServer();
process.exit(0);

async function restoreEmbedded(directory: string, release: () => void): Promise<void> {
  try {
    const { manifest, setAside } = await restoreDirectory(archive, directory, { force, placeOriginals });
    console.log(`The database of ${manifest.createdAt} is in ${directory}, opened and up to date.`);
    if (setAside) console.log(`The one before is kept in ${setAside}: delete it when you are sure.`);
    const { place } = getBlobStore();
    console.log(
      manifest.format === 2
        ? `The originals of its documents are in ${place}.`
        : `The backup holds no originals of documents: those in ${place} stay as they are.`,
    );
    console.log("Its secrets.json belongs into the data directory too: a backup does not hold the keys.");
  } catch (error) {
    release();
    fail(error);
  }
  release();
}

async function restoreServer(): Promise<void> {
  const url = administratorUrl();
  const { major, user, isSuperuser, tables } = await askServer(url);
  if (!isSuperuser) {
    fail(
      `The user ${user} cannot restore: rows go in past row security, and functions go back to their owners. ` +
        "Set BACKUP_DATABASE_URL to the same database as a superuser.",
    );
  }
  if (tables > 0 && !force) {
    fail(
      "The database holds tables already. Name an empty one in DATABASE_URL, or add --force to delete what it holds.",
    );
  }
  requireTool("pg_restore", major);
  // Roles are no part of a dump; migrating makes them, as the owner the product has. Then its tables give way to the dump's.
  const owner = { url: env.DATABASE_URL, migrationUrl: env.DATABASE_MIGRATION_URL };
  await execute(url, MAKE_EXTENSIONS);
  await migratePostgres(owner);
  await execute(url, EMPTY_DATABASE);
  const code = await runTool(
    "pg_restore",
    ["--exit-on-error", "--single-transaction", `--dbname=${new URL(url).pathname.slice(1)}`, archive],
    url,
  );
  if (code !== 0) {
    fail(
      `pg_restore ended with ${code}: see above. The database is empty now; mend the cause and restore again.`,
    );
  }
  await migratePostgres(owner);
  console.log(
    "The database is restored and up to date. npm run doctor checks roles and row security, and whether every",
  );
  console.log(
    `uploaded document has its original in ${getBlobStore().place}: a backup of a server holds none of them.`,
  );
}

async function execute(url: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

function readArguments(): { archive: string; force: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { force: { type: "boolean", default: false } },
    });
    const [file, ...rest] = positionals;
    if (file !== undefined && rest.length === 0) {
      return { archive: path.resolve(process.env.INIT_CWD ?? process.cwd(), file), force: values.force };
    }
  } catch {
    // An unknown option gets the same answer as a missing file.
  }
  return fail("Usage: npm run restore -- FILE [--force]", 2);
}
