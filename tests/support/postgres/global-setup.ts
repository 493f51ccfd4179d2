import type { TestProject } from "vitest/node";
import { migratePostgres } from "../../../db/migrate";
import { createTemplate, dropTemplate } from "./databases";
import { startPostgres } from "./start-postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Which database the integration tests of this run use. */
    engine: "pglite" | "postgres";
    /** How the product reaches it. */
    reachedBy: "pglite" | "pg" | "neon" | "pgbouncer";
    /** The migrated template on Postgres: hand it to `createDatabase` for one of your own. Empty on PGlite. */
    databaseUrl: string;
    /** The WebSocket-to-TCP proxy of the Neon driver; only where `reachedBy` is "neon". */
    neonProxyUrl: string;
    /** The pooler, as the plain user it connects; only where `reachedBy` is "pgbouncer". */
    poolerUrl: string;
  }
}

/** One server for the whole run, with a migrated template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  if ("reason" in server) throw new Error(server.reason);
  try {
    const template = await createTemplate(server.url, (url) =>
      migratePostgres({ url, migrationUrl: undefined }),
    );
    project.provide("databaseUrl", template);
    return async () => {
      await dropTemplate(template);
      await server.stop();
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
