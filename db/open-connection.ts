import pg from "pg";
import { driverOf, type ServerOptions } from "./server-options";

/** One connection, for as long as a migration takes. Parameters only where the text is a single statement. */
export interface Connection {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

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
      : new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that dies is told to whoever waits for an answer; the event alone would end the process.
  client.on("error", () => {});
  await client.connect();
  return {
    query: async (text, values) => ({ rows: flattenRows(await client.query(text, values)) }),
    close: () => client.end(),
  };
}

/** Several statements in one message answer with one result each. */
export function flattenRows<Row>(result: { rows: Row[] } | { rows: Row[] }[]): Row[] {
  return Array.isArray(result) ? result.flatMap((one) => one.rows) : result.rows;
}
