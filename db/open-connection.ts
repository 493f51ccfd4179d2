import pg from "pg";
import { driverOf, type ServerOptions, withOption } from "./server-options";

/** One connection, for as long as a migration takes. Parameters only where the text is a single statement. */
export interface Connection {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

// A setting that nobody else has, and that comes through only where options do.
const MARK = "carrel.direct=yes";

const POOLER =
  "DATABASE_URL goes through a pooler that gives each transaction another connection, where the role of one client " +
  "would leak to others. Let it name a plain user (create role carrel_app login password …) there, and let " +
  "DATABASE_MIGRATION_URL name the owner, at the address of Postgres itself.";

/** What the clients of both drivers have in common. */
interface Client {
  on(event: "error", listener: () => void): unknown;
  connect(): Promise<unknown>;
  query(text: string, values?: unknown[]): Promise<Result | Result[]>;
  end(): Promise<void>;
}

type Result = { rows: Record<string, unknown>[] };

/** Connects as the owner of the schema. Throws when nobody answers within ten seconds. */
export async function openAsOwner(options: ServerOptions): Promise<Connection> {
  const url = options.migrationUrl ?? options.url;
  const client: Client =
    driverOf(options) === "neon"
      ? (await import("./neon-socket")).newNeonClient(url, options.neonProxyUrl)
      : new pg.Client({
          connectionString: options.migrationUrl === undefined ? withOption(url, MARK) : url,
          connectionTimeoutMillis: 10_000,
        });
  // A connection that dies is told to whoever waits for an answer; the event alone would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    if (options.migrationUrl === undefined && client instanceof pg.Client) await refusePooler(client);
  } catch (error) {
    await client.end().catch(() => {});
    throw isOptionsRefused(error) ? new Error(POOLER, { cause: error }) : error;
  }
  return {
    query: async (text, values) => ({ rows: flattenRows(await client.query(text, values)) }),
    close: () => client.end(),
  };
}

/**
 * A connection of the product starts with a role among its options. A pooler in transaction mode refuses options, or
 * is told to drop them: asked before anything is changed.
 */
async function refusePooler(client: Client): Promise<void> {
  const [row] = flattenRows(await client.query("select current_setting('carrel.direct', true) as direct"));
  if (row?.direct !== "yes") throw new Error(POOLER);
}

// pgbouncer's words.
const isOptionsRefused = (error: unknown) =>
  error instanceof Error && /unsupported startup parameter( in options)?: /.test(error.message);

/** Several statements in one message answer with one result each. */
export function flattenRows<Row>(result: { rows: Row[] } | { rows: Row[] }[]): Row[] {
  return Array.isArray(result) ? result.flatMap((one) => one.rows) : result.rows;
}
