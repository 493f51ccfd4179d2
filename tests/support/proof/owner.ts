import { type SQL, sql } from "drizzle-orm";
import { getDatabase, type Orm } from "@/db/client";

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
  const { orm } = await getDatabase();
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
