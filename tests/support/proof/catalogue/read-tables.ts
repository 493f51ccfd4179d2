import { type OwnerTx, rowsOf } from "../owner";

export interface Table {
  name: string;
  enabled: boolean;
  forced: boolean;
  columns: string[];
  notNull: string[];
}

/** The tables of our schema, as Postgres has them rather than as the code believes. */
export function readTables(tx: OwnerTx): Promise<Table[]> {
  return rowsOf<Table>(
    tx,
    `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and attnotnull) as "notNull"
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f')
     order by c.relname`,
  );
}

export const isTenantTable = (table: Table) => table.columns.includes("organization_id");
export const isPrivateTable = (table: Table) => table.columns.includes("audience");
