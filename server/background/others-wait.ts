import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import type { QueueName } from "@/db/queues";

/** Whether a queue holds work that nobody has taken up: whoever is at it should let the next one in. */
export async function othersWait(queue: QueueName): Promise<boolean> {
  const { orm } = await getDatabase();
  const answer = await orm.execute(
    sql`select 1 from pgboss.job where name = ${queue} and state in ('created', 'retry') and start_after <= now() limit 1`,
  );
  return (answer as unknown as { rows: unknown[] }).rows.length > 0;
}
