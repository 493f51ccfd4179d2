import "./leave-secrets-alone";
import { existsSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { backUp, backupFolder } from "@/db/backup";
import { backupName } from "@/db/backup-manifest";
import { dumpServer } from "@/db/backup-server";
import { pgliteExtensions } from "@/db/open-pglite";
import { getBlobStore } from "@/server/blob/get-blob-store";
import { env } from "@/server/env";
import { holdEmbedded, SECRETS_NOTE } from "./backup/hold-embedded";
import { countOriginals } from "./backup/originals";
import { administratorUrl, askServer, requireTool } from "./backup/server-tools";
import { fail } from "./fail";

// `npm run backup [-- FILE]`: writes the whole database, with an embedded one the originals of documents too, into one file
// that only this user can read.

const [given, ...rest] = process.argv.slice(2);
if (rest.length > 0 || given?.startsWith("-")) fail("Usage: npm run backup [-- FILE]", 2);

const held = holdEmbedded();
const archive = target(held ? backupName(new Date()) : backupName(new Date()).replace(".tar.gz", ".dump"));
if (existsSync(archive)) fail(`${archive} exists already: give another name.`);

if (held) await backUpEmbedded(held.directory, held.release);
else await backUpServer();
console.log(SECRETS_NOTE);
process.exit(0);

function target(name: string): string {
  if (given !== undefined) return path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  return path.join(backupFolder(held?.directory ?? env.DATA_DIR), name);
}

async function backUpEmbedded(directory: string, release: () => void): Promise<void> {
  try {
    if (!existsSync(path.join(directory, "pglite", "PG_VERSION")))
      throw new Error(`There is no database in ${directory} yet.`);
    const client = await PGlite.create({
      dataDir: `file://${directory}/pglite`,
      extensions: pgliteExtensions,
    });
    try {
      const { originals, counted } = countOriginals(getBlobStore());
      const bytes = await backUp(client, directory, { archive, originals });
      console.log(
        `${archive} (${(bytes / 2 ** 20).toFixed(1)} MiB) holds the embedded database and the originals of uploaded ` +
          `documents (${counted.files} files, ${(counted.bytes / 2 ** 20).toFixed(1)} MiB).`,
      );
    } finally {
      await client.close();
    }
  } catch (error) {
    release();
    fail(error);
  }
  release();
}

async function backUpServer(): Promise<void> {
  const url = administratorUrl();
  const { major, user, isAdministrator } = await askServer(url);
  if (!isAdministrator) {
    fail(
      `The user ${user} cannot read every organization: row security is forced on the owner too, and a backup would be ` +
        "empty. Set BACKUP_DATABASE_URL to the same database as a superuser, or as a user with BYPASSRLS.",
    );
  }
  requireTool("pg_dump", major);
  await dumpServer(url, archive).catch((error: unknown) => fail(error));
  console.log(`${archive} holds the database. Roles belong to the server: npm run restore makes them anew.`);
  console.log(
    `It does not hold the originals of uploaded documents: copy ${getBlobStore().place} now, after the database. Their text ` +
      "is in the backup.",
  );
}
