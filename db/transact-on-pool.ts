import type { PgTransactionConfig } from "drizzle-orm/pg-core";
import type { Orm } from "./client";
import type { Transact, Transaction } from "./transaction";

type Result = { rows: Record<string, unknown>[] };

export interface PoolClient {
  query(text: string): Promise<Result | Result[]>;
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
  release(error?: Error | boolean): void;
}

type Run = <T>(text: string, work: (tx: Transaction, results: Result[]) => Promise<T>) => Promise<T>;

/**
 * Transactions over a pool's connections: `transact` for ours, `transaction` in the place of drizzle's own, which keeps
 * the connection for ever when BEGIN fails, tells of a failed ROLLBACK instead of what led to it, and lets the process
 * end when the server closes the connection between two statements. `txOn` makes drizzle's side of one, once a connection.
 */
export function transactOnPool<Client extends PoolClient>(
  pool: { connect(): Promise<Client> },
  txOn: (client: Client) => Transaction,
): { transact: Transact; transaction: Orm["transaction"] } {
  const txs = new WeakMap<Client, Transaction>();
  const run: Run = async (text, work) => {
    const client = await pool.connect();
    const tx = txs.get(client) ?? txOn(client);
    txs.set(client, tx);
    let broken: Error | undefined;
    const onError = (error: Error) => {
      broken = error;
    };
    client.on("error", onError);
    try {
      const results = await client.query(text);
      const answer = await work(tx, Array.isArray(results) ? results : [results]);
      await client.query("commit");
      return answer;
    } catch (error) {
      // A connection that cannot even do this is in no state to be lent to anybody else.
      await client.query("rollback").catch((failure: unknown) => {
        broken ??= failure instanceof Error ? failure : new Error("Rolling back failed", { cause: failure });
      });
      throw error;
    } finally {
      client.off("error", onError);
      client.release(broken);
    }
  };
  return {
    // Several statements in one message are one journey; parameters could not go with them, hence literals.
    transact: ({ mode, settings, question }, work) =>
      run(
        [begin(modes[mode]), settings, ...(question === undefined ? [] : [question])].join("; "),
        (tx, results) => work(tx, question === undefined ? [] : (results.at(-1)?.rows ?? [])),
      ),
    transaction: (work, config) => run(begin(config), (tx) => work(tx)),
  };
}

export const modes: Record<"write" | "snapshot", PgTransactionConfig> = {
  write: {},
  snapshot: { isolationLevel: "repeatable read", accessMode: "read only" },
};

const begin = ({ isolationLevel, accessMode, deferrable }: PgTransactionConfig = {}): string =>
  [
    "begin",
    ...(isolationLevel === undefined ? [] : [`isolation level ${isolationLevel}`]),
    ...(accessMode === undefined ? [] : [accessMode]),
    ...(deferrable === undefined ? [] : [deferrable ? "deferrable" : "not deferrable"]),
  ].join(" ");
