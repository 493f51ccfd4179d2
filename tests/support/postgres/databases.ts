import { randomBytes } from "node:crypto";
import pg from "pg";

/** A database of one's own on a shared server. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * Creates an empty database, lets `migrate` fill it, and closes it to connections, so that `createDatabase` can copy
 * it in a few milliseconds. Returns the address of this template: hand it to `createDatabase`.
 */
export async function createTemplate(
  serverUrl: string,
  migrate: (url: string) => Promise<void>,
): Promise<string> {
  const name = `carrel_test_${randomBytes(5).toString("hex")}`;
  const url = withDatabase(serverUrl, name);
  await execute(serverUrl, `create database ${name}`);
  await migrate(url);
  await execute(serverUrl, `alter database ${name} is_template true allow_connections false`);
  return url;
}

/** Copies the template into a new database, by default under a name of its own. */
export async function createDatabase(
  templateUrl: string,
  name = randomBytes(4).toString("hex"),
): Promise<TestDatabase> {
  const template = databaseName(templateUrl);
  const copy = `${template}_${name}`;
  const serverUrl = withDatabase(templateUrl, "postgres");
  await execute(serverUrl, `create database ${pg.escapeIdentifier(copy)} template ${template}`);
  return {
    url: withDatabase(templateUrl, copy),
    drop: async () =>
      void (await execute(serverUrl, `drop database if exists ${pg.escapeIdentifier(copy)} with (force)`)),
  };
}

/** Drops the template and every copy of it that was left behind: on a server that outlives the tests. */
export async function dropTemplate(templateUrl: string): Promise<void> {
  const template = databaseName(templateUrl);
  const serverUrl = withDatabase(templateUrl, "postgres");
  const names = await execute(
    serverUrl,
    `select datname from pg_database where datname = '${template}' or starts_with(datname, '${template}_')`,
  );
  await execute(serverUrl, `alter database ${template} is_template false`);
  for (const { datname } of names)
    await execute(serverUrl, `drop database ${pg.escapeIdentifier(String(datname))} with (force)`);
}

/** Runs statements on a connection of its own. */
export async function execute(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

const databaseName = (url: string) => new URL(url).pathname.slice(1);
