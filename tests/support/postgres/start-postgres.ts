import path from "node:path";
import { buildPostgres } from "./build-postgres.ts";
import { startContainer } from "./docker.ts";
import { startEmbedded } from "./embedded.ts";

export interface RunningPostgres {
  /** Connects as a superuser to the database `postgres`. */
  url: string;
  /** One line for people: where this server comes from. */
  origin: string;
  /** Ends this server and removes its data; does nothing to a server of somebody else. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** true keeps fsync, for tests whose subject is what survives. Default false: faster. */
  durable?: boolean;
}

const cacheFolder = path.join(process.cwd(), ".cache", "postgres");

/**
 * A real Postgres 17 with pgvector: the one of TEST_DATABASE_URL, else built into `.cache/postgres`, else in Docker.
 * Where none can run, the reasons, in one line.
 */
export async function startPostgres(
  options: PostgresOptions = {},
): Promise<RunningPostgres | { reason: string }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, origin: "TEST_DATABASE_URL", stop: async () => {} };
  const reasons: string[] = [];
  try {
    return await startEmbedded(await buildPostgres(cacheFolder), options);
  } catch (error) {
    reasons.push(`it could not be built here: ${firstLines(error)}`);
  }
  try {
    return await startContainer(options);
  } catch (error) {
    reasons.push(`no container engine answers: ${firstLines(error)}`);
  }
  return { reason: `Postgres: ${reasons.join("; ")}. Set TEST_DATABASE_URL to a server with pgvector` };
}

/** What a failed program said itself says more than the command line it was called with. */
function firstLines(error: unknown): string {
  const { stderr, message } = error as { stderr?: unknown; message?: unknown };
  return (String(stderr ?? "").trim() || String(message ?? error).trim()).split("\n").slice(0, 3).join(" ");
}
