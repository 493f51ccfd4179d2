import { fail } from "../fail";

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", ""];

/** Ends a command that deletes everything, unless the database is a throw-away one of this machine. */
export function refuseProduction(command: string): void {
  if (process.env.NODE_ENV === "production") {
    fail(`${command} deletes everything in the database: refused, because NODE_ENV is production.`);
  }
  const url = process.env.DATABASE_MIGRATION_URL || process.env.DATABASE_URL;
  if (!url || url.startsWith("pglite:") || !URL.canParse(url)) return;
  const { hostname } = new URL(url);
  if (!LOCAL_HOSTS.includes(hostname)) {
    fail(
      `${command} deletes everything in the database: refused on ${hostname}, only this machine's are emptied.`,
    );
  }
}
