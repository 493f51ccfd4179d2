import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { log } from "@/server/log";

/** How often a worker says that it is still at its job. */
export const HEARTBEAT_EVERY_S = 1;
// Two heartbeats were left out, and a bit.
const SILENT_AFTER_MS = 2_500;
const LOOK_EVERY_MS = 500;

/**
 * Gives back, some seconds after its last heartbeat, the job of a worker that was killed, and the one whose handing out
 * was lost with a connection. pg-boss itself waits ten seconds at least, and only looks now and then.
 *
 * Nobody can be called silent whom one could not have heard: it acts only after it has reached the database all that
 * time without a pause. Returns the end of the watch.
 */
export function releaseSilentJobs(): () => void {
  let isLooking = false;
  let heardSinceMs: number | undefined;
  let lastHeardMs = 0;
  const look = async () => {
    const { orm } = await getDatabase();
    const nowMs = performance.now();
    if (heardSinceMs !== undefined && nowMs - lastHeardMs > SILENT_AFTER_MS / 2) heardSinceMs = undefined;
    const mayRelease = heardSinceMs !== undefined && nowMs - heardSinceMs > SILENT_AFTER_MS;
    const answer = await orm.execute(mayRelease ? release : sql`select 1 where false`);
    lastHeardMs = performance.now();
    heardSinceMs ??= lastHeardMs;
    const { rows } = answer as unknown as { rows: { id: string; name: string }[] };
    for (const { id, name } of rows)
      log.warn({ jobId: id, queue: name }, "A worker has gone silent: its job is given back");
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(() => {
        heardSinceMs = undefined;
      })
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

// Every job of ours has a group, and active ones with a group have an index.
const release = sql`update pgboss.job set state = 'retry', start_after = now()
  where state = 'active' and group_id is not null and heartbeat_seconds is not null
    and heartbeat_on < now() - make_interval(secs => ${SILENT_AFTER_MS / 1000})
  returning id, name`;
