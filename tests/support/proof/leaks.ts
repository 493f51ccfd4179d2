import { sql } from "drizzle-orm";
import { isPrivateTable, isTenantTable, readTables } from "./catalogue/read-tables";
import { type OwnerTx, rowsOf } from "./owner";
import type { World } from "./world";

/**
 * Looks at every tenant table with the eyes of the roles that work runs as, in the organization of `home`: each row of
 * `there` that can be seen, changed, deleted or made, and each row private to somebody else, is a sentence. It asks
 * Postgres itself, past every line of our own code. Leaves the transaction as the owner; changes nothing that stays.
 */
export async function leaksOf(tx: OwnerTx, home: World, there: World): Promise<string[]> {
  const leaks: string[] = [];
  const tables = await readTables(tx);
  const person = home.people.member.userId;
  for (const role of ["app_tenant", "app_agent"]) {
    await become(tx, role, home.organizationId, role === "app_tenant" ? person : "");
    for (const table of tables) {
      const name = sql.identifier(table.name);
      const add = (text: string) => leaks.push(`${table.name}: ${role} ${text}`);
      const key = isTenantTable(table) ? "organization_id" : table.name === "organization" ? "id" : undefined;
      if (!key) continue;
      const foreign = sql`${sql.identifier(key)} = ${there.organizationId}`;
      if (await affects(tx, sql`select from ${name} where ${foreign} limit 1`))
        add("sees rows of another organization");
      if (await affects(tx, sql`delete from ${name} where ${foreign}`))
        add("deletes rows of another organization");
      const moved = sql`update ${name} set ${sql.identifier(key)} = ${there.organizationId}
        where ${sql.identifier(key)} = ${home.organizationId}`;
      if (await affects(tx, moved)) add("moves rows into another organization");
      const copied = sql`insert into ${name} select copy.* from ${name} t, jsonb_populate_record(t, jsonb_build_object(
        'id', gen_random_uuid(), 'organization_id', ${there.organizationId}::text)) copy limit 1`;
      if (isTenantTable(table) && (await affects(tx, copied))) add("makes rows in another organization");
      if (await affects(tx, sql`truncate ${name} cascade`, true)) add("empties the table of everybody");
      const others = sql`select from ${name} where audience not in ('organization', ${person}) limit 1`;
      if (role === "app_tenant" && isPrivateTable(table) && (await affects(tx, others)))
        add("sees what is private");
    }
  }
  await become(tx, "app_purge", "", "");
  if (
    await affects(
      tx,
      sql`delete from organization where id in (${home.organizationId}, ${there.organizationId})`,
    )
  )
    leaks.push("organization: app_purge reaches a living organization");
  await become(tx, "app_tenant", "", "");
  for (const table of tables.filter(isTenantTable)) {
    if (await affects(tx, sql`select from ${sql.identifier(table.name)} limit 1`))
      leaks.push(`${table.name}: is open without a tenant`);
  }
  await tx.execute(sql`select set_config('role', 'none', true)`);
  return leaks;
}

async function become(tx: OwnerTx, role: string, organizationId: string, userId: string): Promise<void> {
  await tx.execute(sql`select set_config('role', 'none', true)`);
  await tx.execute(sql`select set_config('role', ${role}, true), set_config('app.tenant_id', ${organizationId}, true),
    set_config('app.user_id', ${userId}, true)`);
}

class TakenBack extends Error {}

/** Whether a statement goes through and touches a row; whatever it did is taken back. A refusal is a no. */
async function affects(tx: OwnerTx, statement: ReturnType<typeof sql>, always = false): Promise<boolean> {
  let touched = false;
  try {
    await tx.transaction(async (inner) => {
      const answer = (await inner.execute(statement)) as unknown as {
        rows: unknown[];
        rowCount?: number;
        affectedRows?: number;
      };
      touched = always || answer.rows.length > 0 || (answer.rowCount ?? answer.affectedRows ?? 0) > 0;
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) return false;
  }
  return touched;
}

/** The owner reads every row of a world, so that “nothing leaks” cannot mean “nothing is there”. */
export async function emptyTables(tx: OwnerTx, world: World): Promise<string[]> {
  const empty: string[] = [];
  for (const table of (await readTables(tx)).filter(isTenantTable)) {
    const [row] = await rowsOf<{ rows: number }>(
      tx,
      sql`select count(*)::int as rows from ${sql.identifier(table.name)} where organization_id = ${world.organizationId}`,
    );
    if (!row?.rows) empty.push(table.name);
  }
  return empty;
}
