import { getDatabase } from "@/db/client";
import { log } from "@/server/log";
import { isPurgeDue } from "@/server/organization/purge-organization";
import { othersWait } from "./others-wait";
import { wakeWorker } from "./wake-worker";

const LOOK_EVERY_MS = 60 * 60 * 1000;

/**
 * Looks now and every hour whether an organization's days of grace are over, and then queues their purge. The job names
 * no organization: nothing of one may stay in the queue. Returns the end of the looking.
 */
export function queuePurges(): () => void {
  const look = () =>
    queueDuePurges().catch((error: unknown) =>
      log.warn({ err: error }, "Deleted organizations could not be looked for"),
    );
  void look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

export async function queueDuePurges(): Promise<void> {
  if (!(await isPurgeDue()) || (await othersWait("purge-organizations"))) return;
  const { queue } = await getDatabase();
  await queue.send("purge-organizations", {}, { group: { id: "purge" } });
  wakeWorker("purge-organizations");
}
