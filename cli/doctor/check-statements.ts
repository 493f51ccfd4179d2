import { z } from "zod";
import type { Finding } from "./finding";
import { judgeIndexes, judgeStatements } from "./judge-statements";

type Query = (text: string) => Promise<unknown[]>;

/** What the server's own statistics tell about slow statements and idle indexes, where it keeps them. */
export async function checkStatements(query: Query): Promise<Finding[]> {
  const [there] = z.tuple([z.object({ installed: z.boolean() })]).parse(await query(installedSql));
  // The extension can be there without the library that fills it: then looking fails.
  const statements = there.installed
    ? await query(statementsSql).then(
        (rows) => z.array(statement).parse(rows),
        () => undefined,
      )
    : undefined;
  const indexes = z.array(index).parse(await query(indexesSql));
  const [watched] = z.tuple([z.object({ days: z.number() })]).parse(await query(watchedSql));
  return [judgeStatements(statements), judgeIndexes(indexes, watched.days)];
}

const statement = z.object({ text: z.string(), calls: z.coerce.number(), meanMs: z.number() });
const index = z.object({ name: z.string(), sizeBytes: z.coerce.number() });

const installedSql =
  "select exists (select from pg_extension where extname = 'pg_stat_statements') as installed";
const statementsSql = `
  select query as text, calls, mean_exec_time as "meanMs" from pg_stat_statements
  where dbid = (select oid from pg_database where datname = current_database())
    and calls >= 10 and mean_exec_time > 250 and query !~* '^(create|alter|vacuum|analyze|copy|begin|commit)'
  order by total_exec_time desc limit 5`;
const indexesSql = `
  select s.indexrelname as name, pg_relation_size(s.indexrelid)::float8 as "sizeBytes"
  from pg_stat_user_indexes s join pg_index i on i.indexrelid = s.indexrelid
  where s.schemaname = 'public' and s.idx_scan = 0 and not i.indisunique
  order by 2 desc limit 20`;
const watchedSql = `
  select (extract(epoch from now() - coalesce(stats_reset, pg_postmaster_start_time())) / 86400)::float8 as days
  from pg_stat_database where datname = current_database()`;
