import { type SQL, sql } from "drizzle-orm";
import { isTenantTable, readTables } from "./catalogue/read-tables";
import { asOwner, rowsOf } from "./owner";
import type { World } from "./world";

/** A hash of every row of a world in every table that has an organization, and of its people. Equal means untouched. */
export async function fingerprint(world: World): Promise<Record<string, string>> {
  return asOwner(async (tx) => {
    const tables = (await readTables(tx)).filter(isTenantTable);
    const people = sql`(${sql.join(
      Object.values(world.people).map((person) => sql`${person.userId}`),
      sql`, `,
    )})`;
    const parts = [
      ...tables.map((table) => hashOf(table.name, sql`t.organization_id = ${world.organizationId}`)),
      hashOf("organization", sql`t.id = ${world.organizationId}`),
      hashOf("user", sql`t.id in ${people}`),
      ...["account", "session", "user_profile", "two_factor", "passkey", "user_picture"].map((name) =>
        hashOf(name, sql`t.user_id in ${people}`),
      ),
    ];
    const rows = await rowsOf<{ name: string; hash: string }>(tx, sql.join(parts, sql` union all `));
    return Object.fromEntries(rows.map((row) => [row.name, row.hash]));
  });
}

const hashOf = (table: string, isOwn: SQL) =>
  sql`select ${table}::text as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash
    from ${sql.identifier(table)} t where ${isOwn}`;

/** The tables in which two fingerprints differ. */
export const changedTables = (before: Record<string, string>, after: Record<string, string>) =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
