import { type OwnerTx, rowsOf } from "../owner";
import { runtimeRoles } from "./grants-by-table";

/** Which role is a member of which, as written by the migration. */
const memberships = [
  "app_login in app_agent, inherits false, may set true",
  "app_login in app_auth, inherits true, may set true",
  "app_login in app_purge, inherits false, may set true",
  "app_login in app_queue, inherits true, may set true",
  "app_login in app_tenant, inherits false, may set true",
];

/** The roles work runs as own nothing, log in nowhere and bypass nothing. */
export async function complainAboutRoles(tx: OwnerTx): Promise<string[]> {
  const roles = runtimeRoles.map((role) => `'${role}'`).join(", ");
  const complaints: string[] = [];
  const found = await rowsOf<{ name: string; powers: string[] }>(
    tx,
    `select rolname as name, array_remove(array[
       case when rolsuper then 'is a superuser' end, case when rolbypassrls then 'bypasses row security' end,
       case when rolcanlogin then 'can log in' end, case when rolcreaterole then 'creates roles' end,
       case when rolcreatedb then 'creates databases' end, case when rolreplication then 'replicates' end], null) as powers
     from pg_roles where rolname in (${roles})`,
  );
  for (const role of runtimeRoles) {
    const powers = found.find((one) => one.name === role)?.powers;
    if (!powers) complaints.push(`${role}: is missing`);
    for (const power of powers ?? []) complaints.push(`${role}: ${power}`);
  }
  const members = await rowsOf<{ line: string; isAdmin: boolean }>(
    tx,
    `select format('%s in %s, inherits %s, may set %s', m.rolname, r.rolname, inherit_option::text, set_option::text) as line,
       admin_option as "isAdmin"
     from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
     where m.rolname in (${roles}) order by 1`,
  );
  const lines = members.map((one) => one.line);
  complaints.push(
    ...members.filter((one) => one.isAdmin).map((one) => `${one.line}, and may hand that on`),
    ...lines.filter((line) => !memberships.includes(line)).map((line) => `${line}, unexpectedly`),
    ...memberships.filter((line) => !lines.includes(line)).map((line) => `${line}, is missing`),
  );
  const owned = await rowsOf<{ line: string }>(
    tx,
    `select format('%s: owns %s', pg_get_userbyid(owner), name) as line from (
       select relowner as owner, relname::text as name from pg_class
       union all select nspowner, 'schema ' || nspname from pg_namespace
       union all select datdba, 'database ' || datname from pg_database where datname = current_database()
       union all select proowner, 'function ' || proname from pg_proc
         where not (prosecdef and proowner = 'app_search'::regrole)
     ) o where pg_get_userbyid(owner)::text in (${roles})`,
  );
  return [...complaints, ...owned.map((one) => one.line)];
}
