import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import { sql } from "drizzle-orm";
import { drizzle, type PgliteDatabase } from "drizzle-orm/pglite";
import { fromPglite } from "pg-boss";
import { backupBeforeMigrating } from "./backup";
import type { Database } from "./client";
import { lockDirectory } from "./directory-lock";
import { migratePglite } from "./migrate";
import { openQueue } from "./open-queue";
import * as schema from "./schema";
import type { ModelSeed } from "./seed-models";
import { modes } from "./transact-on-pool";
import type { Transact } from "./transaction";

export const pgliteExtensions = { vector, pg_trgm, btree_gin };

/**
 * The embedded Postgres in a directory (or `memory://`), migrated. Throws `DirectoryInUseError` when another
 * process holds the directory.
 */
export async function openPglite(directory: string, models: readonly ModelSeed[] = []): Promise<Database> {
  const inMemory = directory.startsWith("memory://");
  const release = inMemory ? () => {} : lockDirectory(directory);
  try {
    const client = await PGlite.create({
      dataDir: inMemory ? directory : `file://${directory}/pglite`,
      extensions: pgliteExtensions,
    });
    const backup = inMemory ? undefined : await backupBeforeMigrating(client, directory);
    if (backup !== undefined) console.info(`A backup was taken before migrating: ${backup}`);
    await migratePglite(client, models);
    // PGlite connects as superuser, who skips row security: parity against mistakes, not a boundary.
    await client.exec("set role app_login");
    const queue = await openQueue(fromPglite(client));
    const orm = drizzle({ client, schema, casing: "snake_case" });
    return {
      engine: "pglite",
      orm,
      transact: transactEmbedded(orm),
      queue,
      close: async () => {
        await queue.stop({ graceful: false, close: false });
        await client.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The database is in this process, so nothing is won by sending statements together. */
const transactEmbedded =
  (orm: PgliteDatabase<typeof schema>): Transact =>
  ({ mode, settings, question }, work) =>
    orm.transaction(
      async (tx) => {
        await tx.execute(sql.raw(settings));
        const answer = question === undefined ? [] : (await tx.execute(sql.raw(question))).rows;
        return work(tx, answer);
      },
      mode === "write" ? undefined : modes[mode],
    );
