import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { log } from "@/server/log";

/** Whether the database is open, migrated and answering. */
export async function isReady(): Promise<boolean> {
  try {
    await (await getDatabase()).orm.execute(sql`select 1`);
    return true;
  } catch (error) {
    log.error({ err: error }, "The database does not answer");
    return false;
  }
}
