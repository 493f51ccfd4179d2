import { chmod, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { BEFORE_MIGRATING, clearOldBackups } from "./backup";
import { backupName } from "./backup-manifest";
import { readMigrationState } from "./migration-state";
import { runTool, whyUnusable } from "./postgres-tools";

export interface ServerBackup {
  /** `on` takes one where it can and says where it cannot, `required` does not migrate without, `off` takes none. */
  mode: "on" | "required" | "off";
  folder: string;
  /** The database as a user who reads past row security: a superuser, or one with BYPASSRLS. */
  url: string;
}

/** Writes a whole database of a server into `archive`, which only this user can read. Throws and leaves nothing. */
export async function dumpServer(url: string, archive: string): Promise<void> {
  await mkdir(path.dirname(archive), { recursive: true, mode: 0o700 });
  const code = await runTool("pg_dump", ["--format=custom", `--file=${archive}`], url);
  if (code !== 0) {
    await rm(archive, { force: true });
    throw new Error(`pg_dump ended with ${code}: see above. There is no backup.`);
  }
  await chmod(archive, 0o600);
}

/**
 * Takes a backup when migrations are about to change a server's database that holds something; `query` asks as its
 * owner, who holds the lock of migrations. Returns the archive. Says why when there is none; throws, and then nothing
 * is migrated, when one was begun and failed, or is required and impossible.
 */
export async function backupServerBeforeMigrating(
  query: (text: string) => Promise<unknown>,
  { mode, folder, url }: ServerBackup,
): Promise<string | undefined> {
  const { pending, applied } = await readMigrationState(query);
  if (pending.length === 0 || applied === 0) return undefined;
  const what = `${pending.length} migrations are about to run`;
  const why = mode === "off" ? "BACKUP_BEFORE_MIGRATING is off." : await whyImpossible(url);
  if (why !== undefined) {
    if (mode !== "required") {
      console.warn(`No backup was taken, and ${what}. ${why}`);
      return undefined;
    }
    throw new Error(
      `${what}, and BACKUP_BEFORE_MIGRATING requires a backup first. ${why} Nothing was changed.`,
    );
  }
  const archive = path.join(folder, backupName(new Date(), BEFORE_MIGRATING).replace(".tar.gz", ".dump"));
  try {
    await dumpServer(url, archive);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${what}, and the backup before them could not be written to ${folder} (${reason}) Mend that and start again, or ` +
        "set BACKUP_BEFORE_MIGRATING=off: nothing was changed.",
      { cause },
    );
  }
  clearOldBackups(folder);
  console.info(`A backup was taken before migrating: ${archive}`);
  return archive;
}

async function whyImpossible(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ major: number; mayReadAll: boolean; user: string }>(`
      select current_setting('server_version_num')::int / 10000 as major, current_user as user,
        rolsuper or rolbypassrls as "mayReadAll" from pg_roles where rolname = current_user`);
    const [who] = rows;
    if (who?.mayReadAll) return whyUnusable("pg_dump", who.major);
    return (
      `The user ${who?.user} cannot read past row security. Set BACKUP_DATABASE_URL to the same database as a ` +
      "superuser or a user with BYPASSRLS, or take backups yourself and set BACKUP_BEFORE_MIGRATING=off."
    );
  } catch (error) {
    return `The user for backups cannot connect (${error instanceof Error ? error.message : String(error)}).`;
  } finally {
    await client.end().catch(() => {});
  }
}
