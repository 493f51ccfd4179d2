import { type OwnerTx, rowsOf } from "../owner";
import { isPrivateTable, isTenantTable, readTables } from "./read-tables";

/** Tables whose primary key is not `id`, each with its reason. */
const otherKeys: Record<string, string> = {
  // One signature a chunk: it shares the chunk's key.
  chunk_signature: "chunk_id",
  // One vector of another model a chunk: likewise.
  chunk_shadow: "chunk_id",
};

/** Unique keys that are not led by the organization, each with its reason. */
const globalKeys: Record<string, string> = {};

interface Index {
  table: string;
  name: string;
  columns: string[];
  isUnique: boolean;
  isPrimary: boolean;
  isConstraint: boolean;
  isPartial: boolean;
}

/** Row security, keys and indexes of every table that carries an organization. */
export async function complainAboutTables(tx: OwnerTx): Promise<string[]> {
  const tables = await readTables(tx);
  const indexes = await readIndexes(tx);
  const checks = await rowsOf<{ table: string; definition: string }>(
    tx,
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'c'`,
  );
  const complaints: string[] = [];
  for (const table of tables) {
    const complain = (text: string) => complaints.push(`${table.name}: ${text}`);
    const own = indexes.filter((index) => index.table === table.name);
    const key = otherKeys[table.name] ?? "id";
    if (!own.some((index) => index.isPrimary && isSame(index.columns, [key])))
      complain(`its primary key is not ${key}`);
    const isFenced = isTenantTable(table) || table.name === "organization" || table.name === "user";
    if (isFenced && !table.enabled) complain("row security is not enabled");
    if (isFenced && !table.forced) complain("row security is not forced");
    if (!isTenantTable(table)) continue;

    if (!table.notNull.includes("organization_id")) complain("organization_id may be null");
    const refusesEmpty = checks.some(
      (check) =>
        check.table === table.name && /^CHECK \(\(organization_id <> ''::text\)\)$/.test(check.definition),
    );
    if (!refusesEmpty) complain("an empty organization_id is not refused");
    const hasKey = (columns: string[]) =>
      own.some((index) => index.isConstraint && isSame(index.columns, columns));
    if (!hasKey(["organization_id", key]))
      complain(`there is no unique constraint on (organization_id, ${key})`);
    if (isPrivateTable(table) && !hasKey(["organization_id", key, "audience"])) {
      complain(`there is no unique constraint on (organization_id, ${key}, audience)`);
    }
    if (!own.some((index) => !index.isPartial && isSame(index.columns, ["organization_id"]))) {
      complain("organization_id has no index of its own");
    }
    for (const index of own) {
      const isLed = index.columns[0] === "organization_id";
      if (index.isUnique && !index.isPrimary && !isLed && globalKeys[index.name] === undefined) {
        complain(`the unique key ${index.name} is not led by organization_id`);
      }
    }
  }
  return complaints;
}

export function readIndexes(tx: OwnerTx): Promise<Index[]> {
  return rowsOf<Index>(
    tx,
    `select t.relname as table, i.relname as name, x.indisunique as "isUnique", x.indisprimary as "isPrimary",
       -- An index of the rows whose last column says something serves every question for a value of it.
       x.indpred is not null and pg_get_expr(x.indpred, x.indrelid) <> format('(%I IS NOT NULL)', coalesce((
         select a.attname::text from pg_attribute a where a.attrelid = x.indrelid and a.attnum = x.indkey[x.indnkeyatts - 1]), '')) as "isPartial",
       exists (select from pg_constraint where conindid = x.indexrelid and contype in ('u', 'p')) as "isConstraint",
       array(select coalesce(a.attname::text, '(expression)') from unnest(x.indkey::int2[]) with ordinality k (attnum, place)
         left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum and k.attnum > 0
         where place <= x.indnkeyatts order by place) as columns
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     where t.relnamespace = 'public'::regnamespace and x.indisvalid`,
  );
}

export const isSame = (one: string[], other: string[]) => one.join() === other.join();
