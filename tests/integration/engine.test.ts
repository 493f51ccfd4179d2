import { Pool as NeonPool } from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { getDatabase } from "@/db/client";
import { openNeon } from "@/db/open-neon";
import { openPostgres } from "@/db/open-postgres";
import { rowsOf } from "@/tests/support/proof/owner";

const reachedBy = inject("reachedBy");

test("the product speaks to the database by the driver that this run is about", async () => {
  const { orm } = await getDatabase();
  const client = (orm as unknown as { $client: unknown }).$client;
  const drivers = { pglite: "pglite", pg: pg.Pool, pgbouncer: pg.Pool, neon: NeonPool };
  const driver = drivers[reachedBy];
  if (typeof driver === "string") expect(client).not.toBeInstanceOf(pg.Pool);
  else expect(client).toBeInstanceOf(driver);
});

test.runIf(reachedBy === "pgbouncer")(
  "a pooler gives one client's transactions several connections",
  async () => {
    const { orm } = await getDatabase();
    const pids = new Set<number>();
    const ask = async () => {
      const [row] = await rowsOf<{ pid: number }>(orm, sql`select pg_backend_pid() as pid, pg_sleep(0.01)`);
      if (row) pids.add(row.pid);
    };
    for (let round = 0; round < 5; round++) await Promise.all([ask(), ask(), ask()]);
    expect(pids.size).toBeGreaterThan(1);
  },
);

test.runIf(reachedBy === "pgbouncer")(
  "one user for everything behind a pooler in transaction mode is refused before anything is changed",
  async () => {
    await expect(openPostgres({ url: inject("poolerUrl"), migrationUrl: undefined })).rejects.toThrow(
      /goes through a pooler .* DATABASE_MIGRATION_URL name the owner, at the address of Postgres itself\.$/,
    );
  },
);

test.runIf(reachedBy === "neon")("one user for everything at Neon's pooler is refused likewise", async () => {
  const url = "postgres://owner:secret@ep-cool-sun-123-pooler.eu-central-1.aws.neon.tech/carrel";
  await expect(openNeon({ url, migrationUrl: undefined })).rejects.toThrow(
    /names Neon's pooler.* take -pooler out of DATABASE_URL\.$/,
  );
});

test.runIf(reachedBy !== "pglite")(
  "a connection that ends in the middle of a transaction costs that transaction, and nothing else",
  async () => {
    const { orm } = await getDatabase();
    const pool = (orm as unknown as { $client: pg.Pool }).$client;
    for (let round = 0; round < 12; round++) {
      const failing = orm.transaction(async (tx) => {
        const [row] = await rowsOf<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
        await terminate(row?.pid);
        await tx.execute(sql`select 1`);
      });
      await expect(failing).rejects.toThrow(/select 1/);
    }
    // None of them stays lent out; the queue's own statements come and go.
    await expect.poll(() => pool.totalCount - pool.idleCount).toBe(0);
    expect(await rowsOf(orm, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  },
);

async function terminate(pid: number | undefined): Promise<void> {
  const client = new pg.Client({
    connectionString: process.env.DATABASE_MIGRATION_URL ?? process.env.DATABASE_URL,
  });
  await client.connect();
  await client.query("select pg_terminate_backend($1)", [pid]);
  await client.end();
}
