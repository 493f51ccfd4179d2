import { sql } from "drizzle-orm";
import pg from "pg";
import type { Orm } from "../client";

// Row security is forced on the owner too, so a DELETE would find nothing; TRUNCATE asks the owner alone.
const truncateAll = `do $$
declare names text;
begin
  select string_agg(format('public.%I', tablename), ', ') into names from pg_tables where schemaname = 'public';
  execute 'truncate ' || names || ' cascade';
end $$`;

/**
 * Empties every table and the queue, as the owner: the session's own user, or that of `migrationUrl` where the
 * session's user does not own the schema.
 */
export async function clear(orm: Orm, migrationUrl: string | undefined): Promise<void> {
  if (migrationUrl === undefined) {
    await orm.transaction(async (tx) => {
      await tx.execute(sql`set local role none`);
      await tx.execute(sql.raw(truncateAll));
      await tx.execute(sql`delete from pgboss.job`);
    });
    return;
  }
  const owner = new pg.Client({ connectionString: migrationUrl });
  await owner.connect();
  try {
    await owner.query("begin");
    await owner.query(truncateAll);
    await owner.query("delete from pgboss.job");
    await owner.query("commit");
  } finally {
    await owner.end();
  }
}
