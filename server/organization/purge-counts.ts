import { sql } from "drizzle-orm";
import { withTenant } from "@/db/tenant";

/**
 * How many rows of an organization each table holds, in one state of the database. Which tables there are is asked of
 * Postgres, so that none added later is forgotten; what background work may not even count is named without a number.
 */
export async function countRows(organizationId: string): Promise<Record<string, number | null>> {
  return withTenant(
    { organizationId, as: "agent" },
    async (tx) => {
      const tables = rowsOf<{ name: string; isReadable: boolean }>(
        await tx.execute(sql`select c.relname as name,
            has_column_privilege(c.oid, a.attnum, 'select') as "isReadable"
          from pg_class c join pg_attribute a on a.attrelid = c.oid
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and a.attname = 'organization_id' and not a.attisdropped order by 1`),
      );
      const counts: Record<string, number | null> = {};
      for (const { name, isReadable } of tables) {
        counts[name] = isReadable
          ? (rowsOf<{ rows: number }>(
              await tx.execute(sql`select count(organization_id)::int as rows from ${sql.identifier(name)}`),
            )[0]?.rows ?? 0)
          : null;
      }
      return counts;
    },
    { mode: "snapshot" },
  );
}

/** Both drivers answer with `rows`, which their common type does not say. */
export const rowsOf = <Row>(answer: unknown): Row[] => (answer as { rows: Row[] }).rows;
