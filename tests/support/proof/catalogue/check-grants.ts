import { type OwnerTx, rowsOf } from "../owner";
import { appendOnlyTables, columnGrants, grantsByTable, runtimeRoles } from "./grants-by-table";
import { readTables } from "./read-tables";

interface Grant {
  schema: string;
  relation: string;
  kind: string;
  grantee: string;
  privilege: string;
  isGrantable: boolean;
}

/** Every table, sequence and column is granted to exactly whom the list says, and TRUNCATE to nobody. */
export async function complainAboutGrants(tx: OwnerTx): Promise<string[]> {
  const complaints: string[] = [];
  const grants = await readGrants(tx);
  for (const { schema, relation, grantee, privilege, isGrantable } of grants) {
    const never = ["TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"].includes(privilege);
    if (never) complaints.push(`${relation}: ${privilege} is granted to ${grantee}`);
    if (isGrantable) complaints.push(`${relation}: ${grantee} may grant ${privilege} on`);
    if (appendOnlyTables.includes(relation) && schema === "public" && /UPDATE|DELETE/.test(privilege)) {
      complaints.push(`${relation}: is append-only, but ${privilege} is granted to ${grantee}`);
    }
    if (schema !== "public" && !(schema === "pgboss" && grantee === "app_queue")) {
      complaints.push(`${schema}.${relation}: ${privilege} is granted to ${grantee}`);
    }
  }
  const ours = grants.filter((grant) => grant.schema === "public");
  for (const { name } of await readTables(tx)) {
    const expected = grantsByTable[name];
    if (!expected) complaints.push(`${name}: has no line in grants-by-table.ts`);
    for (const role of new Set([
      ...runtimeRoles,
      ...ours.filter((one) => one.relation === name).map((one) => one.grantee),
    ])) {
      const found = ours
        .filter((one) => one.relation === name && one.grantee === role)
        .map((one) => one.privilege);
      const [is, should] = [found.sort().join(" ").toLowerCase(), expected?.[role as "app_tenant"] ?? ""];
      if (is !== should)
        complaints.push(`${name}: ${role} may ${is || "nothing"}, and should ${should || "nothing"}`);
    }
  }
  for (const { relation, kind, grantee } of ours) {
    if (kind !== "r" && kind !== "p")
      complaints.push(`${relation}: is no table, and is granted to ${grantee}`);
  }
  return [...complaints, ...(await complainAboutColumns(tx)), ...(await complainAboutSchemas(tx))];
}

const grantee = "case when a.grantee = 0 then 'public' else pg_get_userbyid(a.grantee)::text end";
const ofOurs = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')";

function readGrants(tx: OwnerTx): Promise<Grant[]> {
  return rowsOf<Grant>(
    tx,
    `select n.nspname as schema, c.relname as relation, c.relkind::text as kind, ${grantee} as grantee,
       a.privilege_type as privilege, a.is_grantable as "isGrantable"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
     where ${ofOurs} and a.grantee <> c.relowner`,
  );
}

async function complainAboutColumns(tx: OwnerTx): Promise<string[]> {
  const found = await rowsOf<{ line: string }>(
    tx,
    `select format('%s.%s: %s to %s', c.relname, t.attname, lower(a.privilege_type), ${grantee}) as line
     from pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace,
       aclexplode(t.attacl) a where ${ofOurs} order by 1`,
  );
  const lines = found.map((one) => one.line);
  return [
    ...lines.filter((line) => !columnGrants.includes(line)).map((line) => `${line}, unexpectedly`),
    ...columnGrants.filter((line) => !lines.includes(line)).map((line) => `${line}, is missing`),
  ];
}

async function complainAboutSchemas(tx: OwnerTx): Promise<string[]> {
  const found = await rowsOf<{ line: string }>(
    tx,
    `select format('schema %s: %s may create in it', n.nspname, r.rolname) as line
     from pg_namespace n, pg_roles r
     where ${ofOurs} and starts_with(r.rolname, 'app_') and has_schema_privilege(r.oid, n.oid, 'create')
     union all
     select format('schema %s: granted %s by default to %s', coalesce(n.nspname, 'any'), a.privilege_type, ${grantee})
     from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a
     where a.grantee <> d.defaclrole`,
  );
  return found.map((one) => one.line);
}
