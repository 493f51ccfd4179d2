import { getQueue } from "@/db/client";
import type { QueueName } from "@/db/queues";
import type { TenantTx } from "@/db/tenant";
import { afterCommit } from "@/db/tenant-context";
import { jobWriter } from "./job-writer";
import { wakeWorker } from "./wake-worker";

/** What a job carries: ids only, because the queue's tables have no row security. */
export type JobData = { organizationId: string } & Record<`${string}Id`, string>;

/**
 * Queues background work in the transaction of the row that wants it: both come to be, or neither.
 * `startAfterSeconds` delays it; `whenQueued` is called once it is there for everybody.
 */
export async function enqueue(
  tx: TenantTx,
  queue: QueueName,
  job: { data: JobData; as: "person" | "agent"; startAfterSeconds?: number; whenQueued?: () => void },
): Promise<void> {
  const { queue: boss, engine } = await getQueue();
  await boss.send(queue, job.data, {
    db: jobWriter(tx, {
      role: job.as === "agent" ? "app_agent" : "app_tenant",
      isOneMessage: engine === "postgres",
    }),
    group: { id: job.data.organizationId },
    ...(job.startAfterSeconds === undefined ? {} : { startAfter: job.startAfterSeconds }),
  });
  if (job.whenQueued) afterCommit(job.whenQueued);
  if (!job.startAfterSeconds) afterCommit(() => wakeWorker(queue));
}
