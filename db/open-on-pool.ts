import type { Database, Orm } from "./client";
import { flattenRows } from "./open-connection";
import { openQueue } from "./open-queue";
import { type PoolClient, transactOnPool } from "./transact-on-pool";
import type { Transaction } from "./transaction";

type Result = { rows: Record<string, unknown>[] };

/** What the pools of both drivers have in common. */
interface Pool<Client> {
  connect(): Promise<Client>;
  query(text: string, values?: unknown[]): Promise<Result | Result[]>;
  on(event: "error", listener: (error: Error) => void): unknown;
  end(): Promise<void>;
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/**
 * The database behind a pool of connections. `orm` speaks over the pool, `txOn` makes the
 * transactions of one connection of it.
 */
export async function openOnPool<Client extends PoolClient>(
  pool: Pool<Client>,
  options: { orm: Orm; txOn: (client: Client) => Transaction },
): Promise<Database> {
  // An idle connection that dies must not end the process; the next query takes a fresh one.
  pool.on("error", () => {});
  try {
    const queue = await openQueue({
      executeSql: async (text, values) => ({
        rows: flattenRows(await pool.query(text, values ? [...values] : undefined)),
      }),
    });
    const { orm } = options;
    const { transact, transaction } = transactOnPool(pool, options.txOn);
    orm.transaction = transaction;
    return {
      engine: "postgres",
      orm,
      transact,
      queue,
      pool,
      close: async () => {
        await queue.stop({ graceful: false, close: false });
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
