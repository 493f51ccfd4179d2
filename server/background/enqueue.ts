import { sql } from "drizzle-orm";
import { type DrizzleTransactionLike, fromDrizzle } from "pg-boss";
import { getQueue } from "@/db/client";
import type { QueueName } from "@/db/queues";
import type { TenantTx } from "@/db/tenant";
import { afterCommit } from "@/db/tenant-context";
import { wakeWorker } from "./wake-worker";

/** What a job carries: ids only, because the queue's tables have no row security. */
export type JobData = { organizationId: string } & Record<`${string}Id`, string>;

/**
 * Queues background work in the transaction of the row that wants it: both come to be, or neither.
 * `startAfterSeconds` delays it.
 */
export async function enqueue(
  tx: TenantTx,
  queue: QueueName,
  job: { data: JobData; as: "person" | "agent"; startAfterSeconds?: number },
): Promise<void> {
  const boss = await getQueue();
  await tx.execute(sql`set local role app_queue`);
  await boss.send(queue, job.data, {
    // Both drivers answer with `rows`, which the common type of a transaction does not say.
    db: fromDrizzle(tx as unknown as DrizzleTransactionLike, sql),
    group: { id: job.data.organizationId },
    ...(job.startAfterSeconds === undefined ? {} : { startAfter: job.startAfterSeconds }),
  });
  await tx.execute(job.as === "agent" ? sql`set local role app_agent` : sql`set local role app_tenant`);
  if (job.startAfterSeconds === undefined) afterCommit(() => wakeWorker(queue));
}
