import { Client, neonConfig, Pool } from "@neondatabase/serverless";

type Verify = (
  client: { query(text: string, done: (error?: Error | null) => void): unknown },
  done: (error?: Error) => void,
) => void;

const TIMEOUT_MS = 10_000;

export function newNeonClient(url: string, proxyUrl: string | undefined): Client {
  configure(proxyUrl);
  return new Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS });
}

/** `takesRole` makes every connection start as `app_login`; one that could not is never handed out. */
export function newNeonPool(url: string, proxyUrl: string | undefined, takesRole: boolean): Pool {
  configure(proxyUrl);
  const config = { connectionString: url, max: 10, connectionTimeoutMillis: TIMEOUT_MS };
  return new Pool(takesRole ? { ...config, ...{ verify: takeRole } } : config);
}

// Neon's own proxy takes no role among the options of a connection, hence a statement.
const takeRole: Verify = (client, done) =>
  void client.query("set role app_login", (error) => done(error ?? undefined));

/**
 * Node's own WebSocket carries the connections, of all clients of this process. A proxy of one's own hands on plain
 * Postgres, which wants nothing sent ahead of its answers.
 */
function configure(proxyUrl: string | undefined): void {
  // One statement over HTTP is no transaction, and could not be confined to an organization.
  neonConfig.poolQueryViaFetch = false;
  if (proxyUrl === undefined) return;
  const { protocol, host, pathname } = new URL(proxyUrl);
  neonConfig.wsProxy = (address, port) => `${host}${pathname}?address=${address}:${port}`;
  neonConfig.useSecureWebSocket = protocol === "wss:";
  neonConfig.pipelineTLS = false;
  neonConfig.pipelineConnect = false;
}
