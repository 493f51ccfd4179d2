import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { getDatabase, type Orm } from "@/db/client";
import * as schema from "@/db/schema";

export type OwnerTx = Parameters<Parameters<Orm["transaction"]>[0]>[0];

/** The rows of a statement; both drivers answer with `rows`, which their common type does not say. */
export async function rowsOf<Row>(tx: Pick<OwnerTx, "execute">, statement: SQL | string): Promise<Row[]> {
  const answer = await tx.execute(typeof statement === "string" ? sql.raw(statement) : statement);
  return (answer as unknown as { rows: Row[] }).rows;
}

/**
 * One transaction as the owner of the schema, past row security: what the proof sets up, breaks and compares with.
 * Throws when the owner is no superuser, because FORCE would then hide rows from the proof itself.
 */
export async function asOwner<T>(work: (tx: OwnerTx) => Promise<T>): Promise<T> {
  const orm = await ownersOrm();
  return orm.transaction(async (tx) => {
    await tx.execute(sql`set local role none`);
    const [owner] = await rowsOf<{ isSuperuser: boolean }>(
      tx,
      `select rolsuper as "isSuperuser" from pg_roles where rolname = current_user`,
    );
    if (!owner?.isSuperuser)
      throw new Error("The isolation proof needs TEST_DATABASE_URL to name a superuser.");
    return work(tx);
  });
}

let owners: Orm | undefined;

/** Where the product itself is not the owner, behind a pooler, the owner has connections of their own. */
async function ownersOrm(): Promise<Orm> {
  const url = process.env.DATABASE_MIGRATION_URL;
  if (!url) return (await getDatabase()).orm;
  if (owners) return owners;
  const pool = new pg.Pool({ connectionString: url, max: 3, allowExitOnIdle: true });
  // The database is dropped with connections still open.
  pool.on("error", () => {});
  owners = drizzle({ client: pool, schema, casing: "snake_case" });
  return owners;
}

class Undo extends Error {
  override readonly name = "Undo";
}

/** As `asOwner`, and afterwards nothing has happened: also roles, which the whole cluster shares. */
export async function asOwnerUndone<T>(work: (tx: OwnerTx) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await asOwner(async (tx) => {
      result = { value: await work(tx) };
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  if (!result) throw new Error("The work gave no result.");
  return result.value;
}
