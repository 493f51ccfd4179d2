import { type OwnerTx, rowsOf } from "../owner";
import { readIndexes } from "./check-tables";
import { isPrivateTable, isTenantTable, readTables } from "./read-tables";

interface ForeignKey {
  name: string;
  from: string;
  to: string;
  columns: string[];
  toColumns: string[];
  /** As in pg_constraint: a no action, c cascade, n set null. */
  onDelete: string;
  onUpdate: string;
  setsNull: string[];
}

/** Every foreign key is indexed, and one between two tenant tables holds both to one organization. */
export async function complainAboutForeignKeys(tx: OwnerTx): Promise<string[]> {
  const tables = new Map((await readTables(tx)).map((table) => [table.name, table]));
  const indexes = await readIndexes(tx);
  const complaints: string[] = [];
  const keys = await readForeignKeys(tx);
  for (const table of tables.values()) {
    // A row whose organization is gone would be seen by nobody, and kept for ever.
    const isHeld = keys.some((key) => key.from === table.name && key.columns.includes("organization_id"));
    if (isTenantTable(table) && !isHeld)
      complaints.push(`${table.name}: no foreign key holds its organization_id`);
  }
  for (const key of keys) {
    const complain = (text: string) => complaints.push(`${key.from}: the foreign key ${key.name} ${text}`);
    const from = tables.get(key.from);
    const to = tables.get(key.to);
    if (!from || !to) {
      complain("leaves our schema");
      continue;
    }
    const isIndexed = indexes.some(
      (index) =>
        index.table === key.from &&
        !index.isPartial &&
        [...index.columns.slice(0, key.columns.length)].sort().join() === [...key.columns].sort().join(),
    );
    if (!isIndexed) complain("has no index");
    if (key.to === "organization" && key.onDelete !== "c") complain("does not cascade from its organization");
    if (!isTenantTable(to)) continue;
    if (!isTenantTable(from)) {
      complain("leads from a table without organization into one with it");
      continue;
    }
    // A plain key is checked past row security: it takes another tenant's row, and tells whether an id exists.
    const place = key.columns.indexOf("organization_id");
    if (place < 0 || key.toColumns[place] !== "organization_id")
      complain("is not composite with organization_id");
    if (key.onDelete === "n" && (key.setsNull.length === 0 || key.setsNull.includes("organization_id"))) {
      complain("would set organization_id to null");
    }
    if (key.onDelete === "d" || key.onUpdate === "n" || key.onUpdate === "d")
      complain("changes organization_id");
    if (key.onDelete === "c" && isPrivateTable(to)) {
      const isShared =
        key.columns.includes("audience") && key.toColumns.includes("audience") && key.onUpdate === "c";
      if (!isShared) complain("does not carry the audience of its parent");
    }
  }
  return complaints;
}

function readForeignKeys(tx: OwnerTx): Promise<ForeignKey[]> {
  const names = (table: string, numbers: string) =>
    `array(select a.attname::text from unnest(c.${numbers}) with ordinality k (attnum, place)
      join pg_attribute a on a.attrelid = c.${table} and a.attnum = k.attnum order by place)`;
  return rowsOf<ForeignKey>(
    tx,
    `select c.conname as name, f.relname as from, t.relname as to, c.confdeltype::text as "onDelete",
       c.confupdtype::text as "onUpdate", ${names("conrelid", "conkey")} as columns,
       ${names("confrelid", "confkey")} as "toColumns", ${names("conrelid", "confdelsetcols")} as "setsNull"
     from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
     where c.contype = 'f' and f.relnamespace = 'public'::regnamespace`,
  );
}
