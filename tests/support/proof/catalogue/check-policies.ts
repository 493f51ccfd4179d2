import { type OwnerTx, rowsOf } from "../owner";
import { isPrivateTable, isTenantTable, readTables, type Table } from "./read-tables";

// As Postgres writes them back. The subselect is part of the guard: a bare call would be evaluated for every row.
const setting = (name: string) =>
  `( SELECT NULLIF(current_setting('${name}'::text, true), ''::text) AS "nullif")`;
const ofTenant = (column: string) => `(${column} = ${setting("app.tenant_id")})`;
const forPerson = `((audience = 'organization'::text) OR (audience = ${setting("app.user_id")}))`;

const sharedByPerson = `((audience = 'organization'::text) AND (user_id = ${setting("app.user_id")}))`;
/** Postgres writes one chain of AND without the parentheses of its parts. */
const bare = (condition: string) => condition.slice(1, -1);

interface Policy {
  table: string;
  name: string;
  permissive: string;
  command: string;
  roles: string;
  using: string | null;
  check: string | null;
}

/** What stands beside the tenant's policy, and the policies of tables without organization_id. */
const others: Policy[] = [
  // Which organizations a person belongs to is asked before one is active.
  ...["member", "invitation", "organization"].map((table) => readAll(table, "auth", "app_auth")),
  // The search functions carry the tenant's predicate inside.
  ...["file", "file_symbol", "document_chunk"].map((table) => readAll(table, "search", "app_search")),
  whole("organization", "tenant", ofTenant("id")),
  // Only what was deleted, and only after its days of grace.
  {
    ...whole("organization", "purge", "(deleted_at < (now() - '7 days'::interval))"),
    ...{ roles: "app_purge", check: "false" },
  },
  // What a person has shared, when they delete their account, goes to an owner of its organization.
  { ...readAll("conversation", "shared_by", "app_auth"), using: sharedByPerson },
  {
    ...whole("conversation", "handover", `(${bare(sharedByPerson)} AND ${ofTenant("organization_id")})`),
    ...{ command: "UPDATE", roles: "app_auth" },
    check: `((audience = 'organization'::text) AND ${ofTenant("organization_id")} AND (user_id IN ( SELECT m.user_id FROM member m WHERE ((m.organization_id = ${setting("app.tenant_id")}) AND (m.role = 'owner'::member_role)))))`,
  },
  { ...readAll("user", "auth", "app_auth"), command: "ALL", check: "true" },
  {
    ...readAll("user", "fellow_member", "app_tenant"),
    using: "(id IN ( SELECT member.user_id FROM member))",
  },
];

/** Every policy is exactly one that is expected, and none is missing. */
export async function complainAboutPolicies(tx: OwnerTx): Promise<string[]> {
  const tables = await readTables(tx);
  const names = new Set(tables.map((table) => table.name));
  const expected = [...tables.flatMap(policiesOf), ...others.filter((policy) => names.has(policy.table))];
  const found = await rowsOf<Policy>(
    tx,
    `select tablename as table, policyname as name, permissive, cmd as command, array_to_string(roles, ',') as roles,
       qual as using, with_check as check
     from pg_policies where schemaname = 'public'`,
  );
  const complaints: string[] = [];
  for (const policy of expected) {
    const real = found.find((one) => one.table === policy.table && one.name === policy.name);
    if (!real) complaints.push(`${policy.table}: the policy ${policy.name} is missing`);
    else if (written(real) !== written(policy)) {
      complaints.push(
        `${policy.table}: the policy ${policy.name} is not as it should be, but ${written(real)}`,
      );
    }
  }
  for (const real of found) {
    const isExpected = expected.some((policy) => policy.table === real.table && policy.name === real.name);
    if (!isExpected) complaints.push(`${real.table}: the policy ${real.name} is not expected`);
  }
  return complaints;
}

function policiesOf(table: Table): Policy[] {
  if (!isTenantTable(table)) return [];
  const tenant = whole(table.name, "tenant", ofTenant("organization_id"));
  const audience = {
    ...whole(table.name, "audience", forPerson),
    permissive: "RESTRICTIVE",
    roles: "app_tenant",
  };
  return isPrivateTable(table) ? [tenant, audience] : [tenant];
}

function whole(table: string, name: string, condition: string): Policy {
  return {
    table,
    name: `${table}_${name}`,
    permissive: "PERMISSIVE",
    command: "ALL",
    roles: "app_agent,app_tenant",
    using: condition,
    check: condition,
  };
}

function readAll(table: string, name: string, roles: string): Policy {
  return { ...whole(table, name, "true"), command: "SELECT", roles, check: null };
}

const written = ({ permissive, command, roles, using, check }: Policy) =>
  `${permissive} for ${command} to ${roles.split(",").sort().join(",")} using ${flat(using)} with check ${flat(check)}`;
const flat = (expression: string | null) => expression?.replace(/\s+/g, " ");
