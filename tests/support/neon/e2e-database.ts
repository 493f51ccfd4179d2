import { randomBytes } from "node:crypto";
import { startPostgres } from "../postgres/start-postgres";
import { startWebSocketProxy } from "./websocket-proxy";

/** A Postgres of its own, empty, behind the proxy: what a server needs in its environment, and the end of both. */
export async function startNeonDatabase(): Promise<{
  variables: Record<string, string>;
  stop(): Promise<void>;
}> {
  const postgres = await startPostgres();
  if ("reason" in postgres) throw new Error(postgres.reason);
  const proxy = await startWebSocketProxy();
  const secret = randomBytes(24).toString("hex");
  return {
    variables: {
      DATABASE_URL: postgres.url,
      DATABASE_DRIVER: "neon",
      NEON_PROXY_URL: proxy.url,
      BETTER_AUTH_SECRET: secret,
      ENCRYPTION_KEY: secret,
    },
    async stop() {
      await proxy.stop();
      await postgres.stop();
    },
  };
}
