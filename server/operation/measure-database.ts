import { sql } from "drizzle-orm";
import { z } from "zod";
import { getDatabase } from "@/db/client";
import { queues } from "@/db/queues";
import { log } from "@/server/log";
import { metrics } from "./metrics";

const queueRow = z.object({
  queue: z.string(),
  waiting: z.coerce.number(),
  active: z.coerce.number(),
  failed: z.coerce.number(),
  oldestS: z.coerce.number(),
});
const runRow = z.object({ queued: z.coerce.number(), running: z.coerce.number(), lagS: z.coerce.number() });

/** Brings the gauges of queue, index runs and pool up to date: asked for when somebody reads them. */
export async function measureDatabase(): Promise<void> {
  const to = metrics();
  try {
    const { orm, pool } = await getDatabase();
    to.connections.set({ state: "total" }, pool?.totalCount ?? 1);
    to.connections.set({ state: "idle" }, pool?.idleCount ?? 1);
    to.connections.set({ state: "waiting" }, pool?.waitingCount ?? 0);
    const ask = async <Row>(statement: ReturnType<typeof sql>, row: z.ZodType<Row>): Promise<Row[]> => {
      const answer: unknown = await orm.execute(statement);
      return z.object({ rows: z.array(row) }).parse(answer).rows;
    };
    const found = new Map((await ask(queueSql, queueRow)).map((row) => [row.queue, row]));
    for (const queue of Object.keys(queues)) {
      const row = found.get(queue);
      to.queueJobs.set({ queue, state: "waiting" }, row?.waiting ?? 0);
      to.queueJobs.set({ queue, state: "active" }, row?.active ?? 0);
      to.queueJobs.set({ queue, state: "failed" }, row?.failed ?? 0);
      to.queueOldestSeconds.set({ queue }, row?.oldestS ?? 0);
    }
    const [runs] = await ask(runsSql, runRow);
    to.runs.set({ status: "queued" }, runs?.queued ?? 0);
    to.runs.set({ status: "running" }, runs?.running ?? 0);
    to.indexLagSeconds.set(runs?.lagS ?? 0);
    to.databaseUp.set(1);
  } catch (error) {
    log.warn({ err: error }, "The database could not be measured");
    to.databaseUp.set(0);
  }
}

const queueSql = sql`
  select name as queue,
    count(*) filter (where state in ('created', 'retry')) as waiting,
    count(*) filter (where state = 'active') as active,
    count(*) filter (where state = 'failed') as failed,
    coalesce(max(extract(epoch from now() - start_after)) filter (where state in ('created', 'retry')
      and start_after <= now()), 0) as "oldestS"
  from pgboss.job group by name`;

// A run is a chain of jobs, one a slice: it was asked for when the first of them was made, and is under way until none is
// left. The tables of runs themselves are closed to whatever sees across organizations.
const runsSql = sql`
  with run as (
    select min(created_on) as asked, bool_or(state = 'active') or count(*) > 1 as "hasBegun",
      bool_or(state in ('created', 'retry', 'active')) as "isUnderWay"
    from pgboss.job where name = 'index-run' group by data ->> 'runId')
  select count(*) filter (where not "hasBegun") as queued, count(*) filter (where "hasBegun") as running,
    coalesce(max(extract(epoch from now() - asked)), 0) as "lagS"
  from run where "isUnderWay"`;
