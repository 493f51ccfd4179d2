import type { Database, Orm } from "./client";
import { flattenRows } from "./open-connection";
import { openQueue } from "./open-queue";

type Result = { rows: Record<string, unknown>[] };

interface PoolClient {
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
  release(error?: Error | boolean): void;
}

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
 * The database behind a pool of connections. `orm` speaks over the pool, `ormOn` over one connection of it.
 */
export async function openOnPool<Client extends PoolClient>(
  pool: Pool<Client>,
  options: { orm: Orm; ormOn: (client: Client) => Orm },
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
    orm.transaction = transactionOn(pool, options.ormOn);
    return {
      engine: "postgres",
      orm,
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

/**
 * Drizzle's own transaction on a pool keeps the connection for ever when BEGIN fails, tells of a failed ROLLBACK instead
 * of what led to it, and lets the process end when the server closes the connection between two statements.
 */
function transactionOn<Client extends PoolClient>(
  pool: Pool<Client>,
  ormOn: (client: Client) => Orm,
): Orm["transaction"] {
  const orms = new WeakMap<Client, Orm>();
  return async (work, config) => {
    const client = await pool.connect();
    const orm = orms.get(client) ?? ormOn(client);
    orms.set(client, orm);
    let death: Error | undefined;
    const onError = (error: Error) => {
      death = error;
    };
    client.on("error", onError);
    let failure: { cause: unknown } | undefined;
    try {
      return await orm.transaction(async (tx) => {
        try {
          return await work(tx);
        } catch (error) {
          failure = { cause: error };
          throw error;
        }
      }, config);
    } catch (error) {
      throw failure ? failure.cause : error;
    } finally {
      client.off("error", onError);
      client.release(death);
    }
  };
}
