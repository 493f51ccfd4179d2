import pg from "pg";
import { whyUnusable } from "@/db/postgres-tools";
import { env } from "@/server/env";
import { fail } from "../fail";

/**
 * The address for backing up and restoring a Postgres server: its user must read and write past row security, which is
 * forced on the owner too.
 */
export const administratorUrl = (): string =>
  env.BACKUP_DATABASE_URL ?? env.DATABASE_MIGRATION_URL ?? env.DATABASE_URL;

/** Ends the command unless `program` of Postgres is installed, and not older than the server. */
export function requireTool(program: "pg_dump" | "pg_restore", server: number): void {
  const why = whyUnusable(program, server);
  if (why !== undefined) fail(why);
}

export interface ServerFacts {
  major: number;
  user: string;
  /** Whether the user reads past row security. */
  isAdministrator: boolean;
  isSuperuser: boolean;
  tables: number;
}

/** Asks the server who we are to it. Ends the command when it does not answer. */
export async function askServer(url: string): Promise<ServerFacts> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<ServerFacts>(`
      select current_setting('server_version_num')::int / 10000 as major, current_user as user,
        rolsuper or rolbypassrls as "isAdministrator", rolsuper as "isSuperuser",
        (select count(*)::int from pg_tables where schemaname = 'public') as tables
      from pg_roles where rolname = current_user`);
    return rows[0] ?? fail("The server did not say who we are.");
  } catch (error) {
    return fail(
      `The Postgres server cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}
