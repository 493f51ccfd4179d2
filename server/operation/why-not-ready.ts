import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { log } from "@/server/log";
import { isDraining } from "./draining";

const TIMEOUT_MS = 5_000;

/**
 * Why this process should get no requests now, in words for the operator; empty when it is well. A database that is open
 * has all migrations of this version: opening it runs them.
 */
export async function whyNotReady(): Promise<string[]> {
  if (isDraining()) return ["It is stopping."];
  try {
    const { orm } = await within(getDatabase());
    await within(orm.execute(sql`select 1`));
  } catch (error) {
    log.error({ err: error }, "The database does not answer");
    return ["The database does not answer, or is not migrated yet: the log says why."];
  }
  try {
    const { orm } = await getDatabase();
    await within(orm.execute(sql`select name from pgboss.queue limit 1`));
  } catch (error) {
    log.error({ err: error }, "The queue does not answer");
    return ["The queue of background work cannot be read: npm run doctor says what is missing."];
  }
  return [];
}

function within<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer in ${TIMEOUT_MS / 1_000} s`)), TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
