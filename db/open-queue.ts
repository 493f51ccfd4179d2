import { type Db, PgBoss } from "pg-boss";

/** pg-boss over our own connections. Its schema was installed by migrate; nothing here may change it. */
export async function openQueue(db: Db): Promise<PgBoss> {
  const queue = new PgBoss({
    db,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    reindex: false,
  });
  // A failed poll is tried again at the next one; without a listener the event would end the process.
  queue.on("error", () => {});
  await queue.start();
  return queue;
}
