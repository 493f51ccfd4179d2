import { existsSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { lockDirectory } from "@/db/directory-lock";
import { pgliteExtensions } from "@/db/open-pglite";

/** A database as it is: nothing is migrated, and no role is taken. */
export interface Connection {
  query: (text: string) => Promise<unknown[]>;
  close: () => Promise<void>;
}

/** Why an embedded database was left alone. */
export class NoDatabaseYet extends Error {
  override readonly name = "NoDatabaseYet";
}

/** Throws `DirectoryInUseError` while the app runs, `NoDatabaseYet` before its first start. */
export async function openEmbedded(directory: string): Promise<Connection> {
  if (!existsSync(path.join(directory, "pglite", "PG_VERSION"))) throw new NoDatabaseYet();
  const release = lockDirectory(directory);
  try {
    const client = await PGlite.create({
      dataDir: `file://${directory}/pglite`,
      extensions: pgliteExtensions,
    });
    return {
      query: async (text) => (await client.query(text)).rows,
      close: async () => {
        await client.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

export async function openServer(url: string): Promise<Connection> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  return { query: async (text) => (await client.query(text)).rows, close: () => client.end() };
}
